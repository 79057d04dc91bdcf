using System.Text.Json;
using CSharpKernel.Notebooks;
using Repro.Cells;
using Xunit;

namespace Repro.Tests.Cells;

/// <summary>Charts of Plotly.NET in a cell: a figure of ours taken further, and one of the reader's own.</summary>
public sealed class ChartTests : IDisposable
{
    private readonly Session session = new(AppContext.BaseDirectory, new CrossResCells());

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task AFigureGoesOnAsAChartOfPlotlyNet()
    {
        var shown = Layout(Assert.Single(await Run("""
            using CrossRes.Display;
            using Plotly.NET;
            using Plotly.NET.CSharp;
            GenericChart figure = Plot.Figure("title", "x", "y", Plot.Line("a", new[] { 1, 2 }, new[] { 3, 4 }));
            figure.WithSize(Width: 900).WithXAxisStyle<int, int, string>(TitleText: "epoch").WithTitle("mine")
            """)));
        Assert.Equal(900, shown.GetProperty("width").GetInt32());
        Assert.Equal("mine", shown.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("epoch", shown.GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("outside", shown.GetProperty("template").GetProperty("layout").GetProperty("xaxis").GetProperty("ticks").GetString());
    }

    [Fact]
    public async Task AChartOfTheReadersShowsWithoutANetwork()
    {
        var outputs = await Run("""
            using Plotly.NET.CSharp;
            Chart.Pie<double, string, string>(values: new[] { 1.0, 2.0 }, Labels: new[] { "a", "b" }, Name: "mine")
            """, withPrelude: true);
        Assert.Equal(2, outputs.Count);
        Assert.Contains("crossresPlotly ??=", outputs[0]["text/html"]);
        Assert.Contains("await window.crossresPlotly", outputs[1]["text/html"]);
        Assert.DoesNotContain("https:", outputs[0]["text/html"] + outputs[1]["text/html"]);
    }

    private static JsonElement Layout(IReadOnlyDictionary<string, string> views) =>
        JsonDocument.Parse(views["application/vnd.plotly.v1+json"]).RootElement.GetProperty("layout");

    private async Task<List<IReadOnlyDictionary<string, string>>> Run(string code, bool withPrelude = false)
    {
        var run = new CellRun(1);
        var error = await session.Execute(code, 1, run.Add, TestContext.Current.CancellationToken);
        Assert.True(error is null, error?.Message);
        return [.. run.Outputs.Select(output => output is DisplayOutput shown ? shown.Data : ((ResultOutput)output).Data)
            .Where(data => withPrelude || data.ContainsKey("application/vnd.plotly.v1+json"))];
    }
}
