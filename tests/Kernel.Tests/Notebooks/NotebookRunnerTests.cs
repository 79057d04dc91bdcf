using System.Text.Json;
using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class NotebookRunnerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed class Listener(Action<CellProgress> hear) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => hear(value);
    }

    private static Dictionary<string, string> Given(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    [Fact]
    public async Task RunningTwiceGivesTheSameBytes()
    {
        using var file = NotebookFile.Of(
            "var x = 2; Console.WriteLine(\"hello\");", "", "display(HTML(\"<b>é</b>\\n<i>😀</i>\")); x", "new[] { (1, 2) }");
        await file.Run(cancellation: Cancellation);
        var first = file.Text;
        await file.Run(cancellation: Cancellation);
        Assert.Equal(first, file.Text);
        Assert.Contains("\"<i>😀</i>\"", first);
        Assert.Equal(JsonValueKind.Null, file.CellAt(1).GetProperty("execution_count").ValueKind);
        Assert.Equal(3, file.CellAt(2).GetProperty("outputs")[1].GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public async Task AFailedCellIsNamedAndTheNotebookStaysAsItWas()
    {
        using var file = NotebookFile.Of("Console.Write(1);", "var a = 1;\nint.Parse(\"x\");", "Console.Write(2);");
        var before = file.Text;
        var failed = await Assert.ThrowsAsync<NotebookException>(() => file.Run(cancellation: Cancellation));
        Assert.Equal(before, file.Text);
        Assert.StartsWith($"{file.FullPath}, cell 2, line 2: System.FormatException: ", failed.Message);
        Assert.IsType<FormatException>(failed.InnerException);
        Assert.Equal("System.FormatException", file.CellAt(1).GetProperty("outputs")[0].GetProperty("ename").GetString());
        Assert.Equal(1, file.CellAt(0).GetProperty("outputs").GetArrayLength());
        Assert.Equal(0, file.CellAt(2).GetProperty("outputs").GetArrayLength());
    }

    [Fact]
    public async Task ParametersAreAssignedByTheirVariablesType()
    {
        using var file = NotebookFile.Of(
            "//p\nvar name = \"a\"; var n = 1; var rate = 0.5; int[] seeds = [1]; bool? flag = null; var day = DayOfWeek.Friday;",
            "$\"{name} {n} {rate} {seeds.Sum()} {flag} {day}\"");
        await file.Run(Given("name=q\"\\", "n=-3", "rate=2", "seeds=[4, 5]", "flag=true", "day=monday"), cancellation: Cancellation);
        Assert.Equal("injected-parameters", file.CellAt(1).GetProperty("id").GetString());
        Assert.Equal("q\"\\ -3 2 9 True Monday", Shown(file, 2));

        await file.Run(Given("n=7"), cancellation: Cancellation);
        Assert.Equal("a 7 0.5 1  Friday", Shown(file, 2));
        var withParameters = file.Text;
        await file.Run(cancellation: Cancellation);
        Assert.Equal(withParameters, file.Text);
    }

    [Theory]
    [InlineData("m=1", "no parameter is called m; there are n")]
    [InlineData("n=1.5", "parameter n is of type Int32, and \"1.5\" is no such value")]
    [InlineData("n=99999999999", "Int32")]
    public async Task AParameterThatDoesNotFitIsRefused(string given, string problem)
    {
        using var file = NotebookFile.Of("//p\nvar n = 1;");
        var refused = await Assert.ThrowsAsync<NotebookException>(() => file.Run(Given(given), cancellation: Cancellation));
        Assert.Contains(problem, refused.Message);
    }

    [Fact]
    public async Task ParametersNeedACellThatTakesThem()
    {
        using var file = NotebookFile.Of("var n = 1;");
        var before = file.Text;
        var refused = await Assert.ThrowsAsync<NotebookException>(() => file.Run(Given("n=2"), cancellation: Cancellation));
        Assert.Contains("no cell has the tag", refused.Message);
        Assert.Equal(before, file.Text);
    }

    [Fact]
    public async Task CancellationStopsBeforeTheNextCell()
    {
        using var file = NotebookFile.Of("Console.Write(1);", "Console.Write(2);");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var listener = new Listener(news => { if (news.Elapsed is not null) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.Run(null, listener, cancellation: stop.Token));
        Assert.Equal(1, file.CellAt(0).GetProperty("outputs").GetArrayLength());
        Assert.Equal(0, file.CellAt(1).GetProperty("outputs").GetArrayLength());
    }

    [Fact]
    public async Task CellsRunInTheNotebooksFolderAndTheOriginalStays()
    {
        using var file = NotebookFile.Of("File.WriteAllText(\"made.txt\", \"x\"); Directory.GetFiles(\".\").Length");
        var (before, folder) = (file.Text, Path.GetDirectoryName(file.FullPath)!);
        var output = Path.Combine(folder, "out", "done.ipynb");
        var heard = new List<CellProgress>();
        await NotebookRunner.Run(file.FullPath, output, progress: new Listener(heard.Add), cancellation: Cancellation);
        Assert.True(File.Exists(Path.Combine(folder, "made.txt")));
        Assert.Equal(before, file.Text);
        Assert.Equal(["done.ipynb"], Directory.GetFiles(Path.GetDirectoryName(output)!).Select(Path.GetFileName));
        Assert.Equal([false, true, false], heard.Select(news => news.Output is not null));
        Assert.NotNull(heard[^1].Elapsed);
    }

    [Fact]
    public async Task ALaterCellChangesWhatAnEarlierOneShows()
    {
        using var file = NotebookFile.Of("var a = display(1); var b = display(2);", "a.Update(3); b.Update(HTML(\"\"));");
        await file.Run(cancellation: Cancellation);
        Assert.Equal(("3", 1), (Shown(file, 0), Kinds(file, 0).Count()));
        Assert.Empty(Kinds(file, 1));
    }

    private static IEnumerable<string?> Kinds(NotebookFile file, int cell) => file.CellAt(cell)
        .GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("output_type").GetString());

    private static string Shown(NotebookFile file, int cell) =>
        file.CellAt(cell).GetProperty("outputs")[0].GetProperty("data").GetProperty("text/plain")[0].GetString()!;
}
