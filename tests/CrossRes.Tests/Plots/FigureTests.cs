using System.Text.Json;
using System.Text.RegularExpressions;
using CrossRes.Plots;
using Xunit;

namespace CrossRes.Tests.Plots;

public sealed class FigureTests
{
    private static readonly double[] Sides = [8, 16, 32];

    private static Figure Sample(params Trace[] traces) => new("A <b> & title")
    {
        X = new Axis("side, px") { Log = true, Range = (1, 100), Ticks = Sides }, Y = new Axis("top-1, %"), Traces = traces,
    };

    private static Line Curve() => new("KD", Sides, new[] { 50, double.NaN, 70.5 }) { Error = new[] { 1, 2, 0.5 } };

    private static JsonElement Json(params Trace[] traces) => JsonDocument.Parse(Sample(traces).ToJson()).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    [Fact]
    public void ALineHasItsPointsGapsAndErrorBars()
    {
        var trace = Json(Curve()).GetProperty("data")[0];
        Assert.Equal(("scatter", "KD"), (trace.GetProperty("type").GetString(), trace.GetProperty("name").GetString()));
        Assert.Equal(Sides, Numbers(trace.GetProperty("x")));
        Assert.Equal("[50,null,70.5]", trace.GetProperty("y").GetRawText());
        Assert.Equal([1, 2, 0.5], Numbers(trace.GetProperty("error_y").GetProperty("array")));
    }

    [Fact]
    public void AxesCarryTitlesScaleRangeAndTicks()
    {
        var layout = Json(Curve()).GetProperty("layout");
        var x = layout.GetProperty("xaxis");
        Assert.Equal("A <b> & title", layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("side, px", x.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("log", x.GetProperty("type").GetString());
        Assert.Equal([0, 2], Numbers(x.GetProperty("range")));
        Assert.Equal(["8", "16", "32"], x.GetProperty("ticktext").EnumerateArray().Select(tick => tick.GetString()));
        Assert.Equal("top-1, %", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public void EveryTraceKeepsItsKindAndItsOwnColor()
    {
        string[] names = ["a", "b", "c"];
        var json = Json(new Bar("bar", names, Sides), new Scatter("points", names, Sides), new Histogram("spread", Sides) { Bins = 5 });
        var traces = json.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["bar", "scatter", "histogram"], traces.Select(trace => trace.GetProperty("type").GetString()));
        Assert.Equal(3, traces.Select(trace => trace.GetProperty("marker").GetProperty("color").GetString()).Distinct().Count());
        Assert.Equal("markers", traces[1].GetProperty("mode").GetString());
        Assert.True(json.GetProperty("layout").GetProperty("showlegend").GetBoolean());
    }

    [Fact]
    public void AHeatmapHasItsFirstRowOnTop()
    {
        var json = Json(new Heatmap("n", new[] { "a", "b" }, new[] { "r" }, new double[,] { { 1, double.PositiveInfinity } }));
        Assert.Equal("[[1,null]]", json.GetProperty("data")[0].GetProperty("z").GetRawText());
        Assert.Equal("reversed", json.GetProperty("layout").GetProperty("yaxis").GetProperty("autorange").GetString());
    }

    [Fact]
    public void SizesThatDoNotMatchAreRefused()
    {
        Assert.Contains("KD: 3 positions along x, but 2 values",
            Assert.Throws<ArgumentException>(() => new Line("KD", Sides, new[] { 1, 2 })).Message);
        Assert.Throws<ArgumentException>(() => new Bar("KD", Sides, Sides) { Error = new[] { 1, 2 } });
        Assert.Contains("1 × 2 values for 1 row labels and 3 column labels",
            Assert.Throws<ArgumentException>(() => new Heatmap("n", Sides, new[] { "r" }, new double[1, 2])).Message);
    }

    [Fact]
    public void ANotebookViewIsSmallFetchesNothingAndHasEveryKind()
    {
        var views = Sample(Curve()).Render();
        Assert.Equal("application/vnd.plotly.v1+json", views.Keys.First());
        Assert.Equal("A <b> & title (top-1, % over side, px)\n  KD: 8: 50 ± 1, 16: NaN ± 2, 32: 70.5 ± 0.5", views["text/plain"]);
        Assert.True(views["text/html"].Length < 100_000);
        Assert.DoesNotContain("http", views["text/html"]);
        Assert.DoesNotContain("<b>", views["text/html"]);
    }

    [Fact]
    public void APageNeedsNothingButItself()
    {
        using var folder = new TempFolder();
        Sample(Curve()).Save(folder["figure.html"]);
        var page = File.ReadAllText(folder["figure.html"]);
        Assert.Contains(PlotlyLibrary.Script, page);
        Assert.DoesNotMatch(new Regex("(src|href)=\"?http"), page.Replace(PlotlyLibrary.Script, ""));
    }

    [Fact]
    public void AnUnknownFormatIsRefused() =>
        Assert.Contains(".gif", Assert.Throws<ArgumentException>(() => Sample().Save("figure.gif")).Message);

    [Fact]
    public void TheLibraryIsTheOneThatItsCommentNames() =>
        Assert.Contains("plotly.js (cartesian - minified) v4.1.1", PlotlyLibrary.Script[..200]);

    [Fact]
    public void AStaticPictureIsTheSameEachTime()
    {
        Assert.SkipWhen(StaticImage.Browser is null, "Chromium is not installed");
        var figure = Sample(Curve(), new Bar("bar", Sides, Sides));
        var svg = StaticImage.Svg(figure)!;
        Assert.StartsWith("<svg", svg);
        Assert.Contains("top-1, %", svg);
        Assert.Equal(svg, StaticImage.Svg(figure));
        Assert.Equal((1440, 880), PngFile.Read(StaticImage.Png(figure)!).Size);
    }
}
