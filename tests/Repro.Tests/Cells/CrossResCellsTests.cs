using CrossRes.Display;
using CSharpKernel.Notebooks;
using CSharpKernel.Tests.Notebooks;
using Repro.Cells;
using Xunit;

namespace Repro.Tests.Cells;

public sealed class CrossResCellsTests : IDisposable
{
    private readonly Session session = new(AppContext.BaseDirectory, new CrossResCells());
    private int cell;

    public void Dispose() => session.Dispose();

    private async Task<IReadOnlyList<CellOutput>> Run(string code)
    {
        var run = new CellRun(++cell);
        await session.Execute(code, cell, run.Add, TestContext.Current.CancellationToken);
        return run.Outputs;
    }

    private async Task<string> Result(string code) => Assert.IsType<ResultOutput>(Assert.Single(await Run(code))).Data["text/plain"];

    private async Task<CellError> Error(string code) => Assert.IsType<ErrorOutput>((await Run(code))[^1]).Error;

    [Fact]
    public async Task AReferenceToTheLibraryHasTheProgramsOwnTypes() =>
        Assert.Equal("True", await Result("#r \"CrossRes.dll\"\nusing CrossRes.Common;\ntypeof(IRichView) == typeof(CrossRes.Results.ResultTable).GetInterface(\"IRichView\")"));

    [Fact]
    public async Task AViewThatGivesBrokenJsonIsAnErrorOfItsCell()
    {
        await Run("""
            class Broken : CrossRes.Common.IRichView
            {
                public IReadOnlyDictionary<string, string> Render() =>
                    new Dictionary<string, string> { ["application/json"] = "{", ["text/plain"] = "" };
            }
            """);
        Assert.Contains("Json", (await Error("new Broken()")).Name);
    }

    [Fact]
    public async Task ATensorShowsWhatItIs() =>
        Assert.StartsWith("Float32 [2, 3] on cpu", await Result("TorchSharp.torch.zeros(2, 3)"));

    [Fact]
    public async Task AnInterruptedCellStopsWhatTheLibraryDoesForIt()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = new CellRun(++cell);
        var error = await session.Execute("CrossRes.Training.Interruption.Check();", cell, run.Add, stop.Token);
        Assert.Equal("Interrupted", error!.Name);
    }

    [Fact]
    public async Task CellsComputeWithTensors()
    {
        var binding = Path.GetFileName(typeof(TorchSharp.torch).Assembly.Location); // or the package
        Assert.Empty(await Run($"#r \"{binding}\"\nusing TorchSharp; using static TorchSharp.torch; var x = ones(2, 3);"));
        Assert.Equal("6", await Result("(x + 0).sum().item<float>()"));
        var error = await Error("var y = ones(4);\nx.add(y)");
        Assert.Equal(2, error.Line);
        Assert.Equal("6", await Result("x.sum().item<float>()"));
    }

    [Fact]
    public async Task APreludeIsShownOnceBeforeTheFirstThatNeedsIt()
    {
        await Run("""
            class Lead : CrossRes.Common.IRichView
            {
                public IReadOnlyDictionary<string, string> Render() =>
                    new Dictionary<string, string> { ["text/plain"] = "lead" };
            }
            class View : CrossRes.Common.INeedsPrelude
            {
                public CrossRes.Common.IRichView Prelude => new Lead();
                public IReadOnlyDictionary<string, string> Render() =>
                    new Dictionary<string, string> { ["text/plain"] = "view" };
            }
            """);
        var outputs = await Run("display(new View()); display(new View());");
        string[] Shown(IEnumerable<CellOutput> outputs) => [.. outputs.Select(output => ((DisplayOutput)output).Data["text/plain"])];
        Assert.Equal(["lead", "view", "view"], Shown(outputs));
        Assert.Equal(["view"], Shown(await Run("display(new View());")));
        Assert.Equal(["lead", "view", "view"], Shown(await Run("display(new View()); display(new View());"))); // whose earlier outputs are gone
    }

    [Fact]
    public async Task FiguresOfANotebookShareOneLibrary()
    {
        using var file = NotebookFile.Of(
            "using CrossRes.Display; Plot.Figure(\"one\", \"x\", \"y\", Plot.Histogram(\"h\", new[] { 1, 2, 2 }))",
            "display(Plot.Figure(\"two\", \"x\", \"y\"));");
        await file.Run(host: new CrossResCells(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["display_data", "execute_result"], Kinds(file, 0));
        Assert.Equal(["display_data"], Kinds(file, 1));
        Assert.Contains("crossresPlotly ??=", file.CellAt(0).GetProperty("outputs")[0].ToString());
        Assert.Equal("h", file.CellAt(0).GetProperty("outputs")[1].GetProperty("data")
            .GetProperty("application/vnd.plotly.v1+json").GetProperty("data")[0].GetProperty("name").GetString());
        Assert.InRange(file.Text.Length, 500_000, 1_000_000);
    }

    [Fact]
    public async Task AStillFigureIsOnePictureAndCaptionedPicturesAreShownOnce()
    {
        Assert.SkipWhen(StaticImage.Browser is null, "no Chromium draws a figure here");
        using var file = NotebookFile.Of(
            "using CrossRes.Display; Plot.Figure(\"one\", \"x\", \"y\", Plot.Histogram(\"h\", new[] { 1, 2, 2 }))",
            "new ImageGrid(new byte[8], 2, 1, 2, 2) { Captions = [\"a\", \"b\"] }");
        await file.Run(host: new CrossResCells(still: true), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["text/html", "text/plain"], Views(0));
        Assert.StartsWith("<img alt=\"one", file.CellAt(0).GetProperty("outputs")[0].GetProperty("data").GetProperty("text/html")[0].GetString());
        Assert.Equal(["text/html", "text/plain"], Views(1));

        IEnumerable<string> Views(int cell) => file.CellAt(cell).GetProperty("outputs").EnumerateArray().Single()
            .GetProperty("data").EnumerateObject().Select(view => view.Name).Order();
    }

    private static IEnumerable<string?> Kinds(NotebookFile file, int cell) => file.CellAt(cell)
        .GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("output_type").GetString());
}
