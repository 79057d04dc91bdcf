using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class SessionTests : IDisposable
{
    private readonly Session session = new(AppContext.BaseDirectory);
    private int cell;

    public void Dispose() => session.Dispose();

    private async Task<List<CellOutput>> Run(string code)
    {
        var run = new CellRun(++cell);
        await session.Execute(code, cell, run.Add, TestContext.Current.CancellationToken);
        return [.. run.Outputs];
    }

    private async Task<string> Result(string code) =>
        Assert.IsType<ResultOutput>(Assert.Single(await Run(code))).Data["text/plain"];

    private async Task<CellError> Error(string code) =>
        Assert.IsType<ErrorOutput>((await Run(code))[^1]).Error;

    [Fact]
    public async Task VariablesTypesAndUsingsStay()
    {
        Assert.Empty(await Run("using System.Globalization; var x = 20; record Point(int X);"));
        Assert.Equal("41", await Result("int Twice(int v) => 2 * v; new Point(Twice(x)).X + 1"));
        Assert.Equal("Invariant Language (Invariant Country)", await Result("CultureInfo.InvariantCulture.EnglishName"));
    }

    [Fact]
    public async Task OutputsKeepTheirOrder()
    {
        var outputs = await Run("""
            Console.Write("a"); Console.WriteLine('b');
            Console.Error.WriteLine("oops");
            display(1);
            await Task.Yield();
            Console.WriteLine("c");
            2
            """);
        Assert.Collection(outputs,
            output => Assert.Equal(new StreamOutput("stdout", "ab\n"), output),
            output => Assert.Equal(new StreamOutput("stderr", "oops\n"), output),
            output => Assert.Equal("1", Assert.IsType<DisplayOutput>(output).Data["text/plain"]),
            output => Assert.Equal(new StreamOutput("stdout", "c\n"), output),
            output => Assert.Equal("2", Assert.IsType<ResultOutput>(output).Data["text/plain"]));
    }

    [Fact]
    public async Task SessionsSideBySideKeepTheirOwnConsole()
    {
        async Task<string> Speak(string word)
        {
            using var other = new Session(AppContext.BaseDirectory);
            var run = new CellRun(1);
            await other.Execute($"for (var i = 0; i < 5; i++) {{ Console.Write(\"{word}\"); await Task.Delay(1); }}", 1, run.Add);
            return Assert.IsType<StreamOutput>(Assert.Single(run.Outputs)).Text;
        }
        Assert.Equal(["aaaaa", "bbbbb"], await Task.WhenAll(Speak("a"), Speak("b")));
    }

    [Fact]
    public async Task OnlyALastExpressionIsAResult()
    {
        Assert.Empty(await Run("Math.Abs(1);"));
        Assert.Equal("null", await Result("(string)null"));
        Assert.IsType<DisplayOutput>(Assert.Single(await Run("display(1)")));
    }

    [Fact]
    public async Task ACompileErrorTellsCellLineAndMessage()
    {
        await Run("var x = 1;");
        var error = await Error("var y = 2;\n\nvar z = nowhere + 1;");
        Assert.Equal((2, 3, "CS0103"), (error.Cell, error.Line, error.Name));
        Assert.Contains("nowhere", error.Message);
        Assert.Equal("1", await Result("x"));
    }

    [Fact]
    public async Task AnExceptionTellsTheCallersLineAndTheWayThere()
    {
        await Run("int Half(int v) =>\n  v % 2 == 0 ? v / 2 : throw new ArgumentException(\"odd\");");
        var error = await Error("var before = 5;\nvar half = Half(before);");
        Assert.Equal((2, 2, "System.ArgumentException", "odd"), (error.Cell, error.Line, error.Name, error.Message));
        Assert.Contains("   at cell 1, line 2", error.Traceback);
        Assert.Contains("   at cell 2, line 2", error.Traceback);
        Assert.DoesNotContain(error.Traceback, line => line.Contains("Submission") || line.Contains("CodeAnalysis"));
        Assert.Equal("5", await Result("before"));
    }

    [Fact]
    public async Task TheCauseOfAnExceptionIsToldToo()
    {
        var error = await Error("throw new InvalidOperationException(\"outer\", new IOException(\"inner\"));");
        Assert.Contains("caused by System.IO.IOException: inner", error.Traceback);
    }

    [Fact]
    public async Task AValueThatCannotBeShownIsAnErrorOfItsCell()
    {
        var error = await Error("var d = new[] { 1, 0 };\nd.Select(v => 1 / v)");
        Assert.Equal(("System.DivideByZeroException", 2), (error.Name, error.Line));

    }

    [Fact]
    public async Task AReferencedLibraryHasTheProgramsOwnTypes()
    {
        await Run("#r \"FsCheck.dll\"\nvar id = typeof(FsCheck.Config).Module.ModuleVersionId;");
        Assert.Equal($"{typeof(FsCheck.Config).Module.ModuleVersionId}", await Result("id.ToString()"));
    }

    [Theory]
    [InlineData("#r \"missing.dll\"", "is the library built?")]
    [InlineData("#r \"nuget: no name!\"", "write #r \"nuget: NAME, VERSION\"")]
    [InlineData("#r \"Kernel.Tests.deps.json\"", "Kernel.Tests.deps.json")]
    public async Task AReferenceThatCannotBeLoadedIsToldWithItsLine(string directive, string explanation)
    {
        var error = await Error("\n" + directive + "\n1");
        Assert.Equal(2, error.Line);
        Assert.Contains(explanation, error.Message);
    }

    [Fact]
    public async Task AnotherBuildOfALoadedLibraryIsRefused()
    {
        using var folder = new TempFolder();
        var copy = folder["FsCheck.dll"];
        File.Copy(typeof(FsCheck.Config).Assembly.Location, copy);
        Assert.Equal(typeof(FsCheck.Config).FullName, await Result($"#r \"{copy}\"\ntypeof(FsCheck.Config).FullName"));

        var bytes = File.ReadAllBytes(copy);
        var id = typeof(FsCheck.Config).Assembly.ManifestModule.ModuleVersionId.ToByteArray();
        bytes[bytes.AsSpan().IndexOf(id)] ^= 1;
        File.WriteAllBytes(copy, bytes);
        Assert.Contains("another build", (await Error($"#r \"{copy}\"")).Message);
    }
}
