using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class HabitTests : IDisposable
{
    private readonly Session session = new(AppContext.BaseDirectory);

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("var a = 1;\nusing var reader = new StringReader(\"x\");", 2, "write \"var reader = …;\"")]
    [InlineData("%%time\n1 + 1", 1, "#!time")]
    [InlineData("1;\n%matplotlib inline", 2, "magic of IPython")]
    [InlineData("!ls -l", 1, "Process.Start(\"ls\", …)")]
    public async Task WhatACellCannotIsNamedWithWhatToWrite(string code, int line, string advice)
    {
        var error = await session.Execute(code, 1, static _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(line, error!.Line);
        Assert.Contains(advice, error.Message);
    }

    [Theory]
    [InlineData("return 5;", "5")]
    [InlineData("if (DateTime.Now.Year > 2000) return \"late\";", "late")]
    [InlineData("!true", "False")]
    [InlineData("int F() { return 5; }", null)]
    [InlineData("return;", null)]
    public async Task AReturnedValueIsShown(string code, string? shown)
    {
        var run = new CellRun(1);
        Assert.Null(await session.Execute(code, 1, run.Add, TestContext.Current.CancellationToken));
        Assert.Equal(shown, run.Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data["text/plain"]);
    }
}
