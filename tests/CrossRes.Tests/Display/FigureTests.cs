using System.Text.Json;
using System.Text.RegularExpressions;
using CrossRes.Common;
using CrossRes.Display;
using Plotly.NET;
using Plotly.NET.CSharp;
using Xunit;
using Chart = Plotly.NET.CSharp.Chart;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Tests.Display;

public sealed class FigureTests
{
    private static readonly double[] Sides = [8, 16, 32];

    private static GenericChart Sample(params GenericChart[] series) => Plot.Figure(
        "A <b> & title", Plot.Axis("side, px", log: true, range: (1, 100), ticks: Sides), Plot.Axis("top-1, %"), series);

    private static GenericChart Curve() => Plot.Line("KD", Sides, [50, double.NaN, 70.5], error: [1, 2, 0.5]);

    private static JsonElement Json(GenericChart chart) => JsonDocument.Parse(chart.ToJson()).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    [Fact]
    public void ALineHasItsPointsGapsAndErrorBars()
    {
        var trace = Json(Sample(Curve())).GetProperty("data")[0];
        Assert.Equal(("scatter", "KD"), (trace.GetProperty("type").GetString(), trace.GetProperty("name").GetString()));
        Assert.Equal(Sides, Numbers(trace.GetProperty("x")));
        Assert.Equal("[50,null,70.5]", trace.GetProperty("y").GetRawText());
        Assert.Equal([1, 2, 0.5], Numbers(trace.GetProperty("error_y").GetProperty("array")));
    }

    [Fact]
    public void AxesCarryTitlesScaleRangeAndTicks()
    {
        var layout = Json(Sample(Curve())).GetProperty("layout");
        var x = layout.GetProperty("xaxis");
        Assert.Equal("A <b> & title", layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("side, px", x.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("log", x.GetProperty("type").GetString());
        Assert.Equal([0, 2], Numbers(x.GetProperty("range")));
        Assert.Equal(["8", "16", "32"], x.GetProperty("ticktext").EnumerateArray().Select(tick => tick.GetString()));
        Assert.Equal("top-1, %", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public void EverySeriesKeepsItsKindAndAsksForItsLayout()
    {
        string[] names = ["a", "b", "c"];
        var json = Json(Sample(Plot.Bars("bar", names, Sides), Plot.Points("points", names, Sides), Plot.Histogram("spread", Sides, bins: 5)));
        var traces = json.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["bar", "scatter", "histogram"], traces.Select(trace => trace.GetProperty("type").GetString()));
        Assert.Equal("markers", traces[1].GetProperty("mode").GetString());
        Assert.Equal("group", json.GetProperty("layout").GetProperty("scattermode").GetString());
        Assert.False(Json(Sample(Plot.Points("points", Sides, Sides))).GetProperty("layout").TryGetProperty("scattermode", out _)); // numbers stay where they are
        Assert.Equal("overlay", json.GetProperty("layout").GetProperty("barmode").GetString());
    }

    [Fact]
    public void AHeatmapHasItsFirstRowOnTop()
    {
        var json = Json(Sample(Plot.Heatmap("n", ["a", "b"], ["r"], new double[,] { { 1, double.PositiveInfinity } })));
        Assert.Equal("[[1,null]]", json.GetProperty("data")[0].GetProperty("z").GetRawText());
        Assert.Equal("reversed", json.GetProperty("layout").GetProperty("yaxis").GetProperty("autorange").GetString());
        Assert.Equal("top-1, %", json.GetProperty("layout").GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public void SizesThatDoNotMatchAreRefused()
    {
        Assert.Contains("KD: 3 positions along x, but 2 values",
            Assert.Throws<ArgumentException>(() => Plot.Line("KD", Sides, [1, 2])).Message);
        Assert.Throws<ArgumentException>(() => Plot.Bars("KD", Sides, Sides, error: [1, 2]));
        Assert.Contains("1 × 2 values for 1 row labels and 3 column labels",
            Assert.Throws<ArgumentException>(() => Plot.Heatmap("n", Sides, ["r"], new double[1, 2])).Message);
    }

    [Fact]
    public void NumbersAreAsShortAsTheEyeAllows()
    {
        string Written(params double[] values) => Json(Plot.Line("a", values, values)).GetProperty("data")[0].GetProperty("x").GetRawText();
        Assert.Equal("[0.333333,1.23457E-08,66.6667]", Written(1 / 3.0, 1.23456789e-8, 200 / 3.0));
        Assert.Equal("[1000000.1,1000000.2,1000000.3]", Written(1000000.1, 1000000.2, 1000000.3)); // their difference shows
        Assert.Equal("[1234567,2.5]", Written(1234567, 2.5));
    }

    [Fact]
    public void AFigureLeavesItsPartsAsTheyWere()
    {
        var part = Plot.Points("points", Sides, Sides);
        var before = part.ToJson();
        _ = Sample(part, Plot.Heatmap("n", Sides, ["r"], new double[1, 3]));
        Assert.Equal(before, part.ToJson());
    }

    [Fact]
    public void AFigureIsAChartThatPlotlyNetTakesFurther()
    {
        var chart = Chart.Combine([Sample(Curve()), Chart.Point<double, double, string>(Sides, Sides, Name: "mine")])
            .WithSize(Width: 900).WithTitle("new").WithYError([1, 1, 1]);
        var json = Json(chart);
        Assert.Equal(["KD", "mine"], json.GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("name").GetString()));
        Assert.Equal(900, json.GetProperty("layout").GetProperty("width").GetInt32());
        Assert.Equal("new", json.GetProperty("layout").GetProperty("title").GetProperty("text").GetString());
        Assert.DoesNotContain("229, 236, 246", Sample(Curve()).ToJson()); // another template that was merged stays out of the next figure
    }

    [Fact]
    public void AChartWithoutALookGetsOursAndOneWithItsOwnKeepsIt()
    {
        static JsonElement Template(GenericChart chart) => Json(chart).GetProperty("layout").GetProperty("template");
        var ours = Template(Sample()).GetRawText();
        Assert.Equal(FigureStyle.Palette, Template(Sample()).GetProperty("layout").GetProperty("colorway").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal(ours, Template(Curve()).GetRawText());
        var foreign = Chart.Point<double, double, string>(Sides, Sides);
        Assert.Contains("229, 236, 246", Template(foreign).GetRawText());
        Assert.Equal(ours, Template(foreign.WithStyle()).GetRawText());
    }

    [Fact]
    public void ANotebookViewIsSmallFetchesNothingAndHasEveryKind()
    {
        var view = RichViews.For(Sample(Curve()))!;
        var views = view.Render();
        Assert.Same(PlotlyLibrary.Cartesian, Assert.IsType<INeedsPrelude>(view, exactMatch: false).Prelude);
        Assert.Equal("application/vnd.plotly.v1+json", views.Keys.First());
        Assert.Equal("A <b> & title (top-1, % over side, px)\n  KD: 8: 50 ± 1, 16: – ± 2, 32: 70.5 ± 0.5", views["text/plain"]);
        Assert.True(views["text/html"].Length < 100_000);
        Assert.DoesNotContain("http", views["text/html"].Replace("http://www.w3.org/", ""));
        Assert.DoesNotContain("<b>", views["text/html"]);
    }

    [Fact]
    public void AKindOfChartThatTheBundleLacksBringsTheWholeLibrary()
    {
        var solid = Chart.Point3D<double, double, double, string>([1], [2], [3]);
        var prelude = ((INeedsPrelude)RichViews.For(solid)!).Prelude;
        Assert.Same(PlotlyLibrary.Whole, prelude);
        Assert.InRange(prelude.Render()["text/html"].Length, 1_000_000, 2_000_000);
        Assert.Contains("plotly.js v2.28.0", PlotlyLibrary.Whole.Script[..200]);
    }

    [Fact]
    public void APageNeedsNothingButItself()
    {
        using var folder = new TempFolder();
        Sample(Curve()).Save(folder["figure.html"]);
        var page = File.ReadAllText(folder["figure.html"]);
        Assert.Contains(PlotlyLibrary.Cartesian.Script, page);
        Assert.DoesNotMatch(new Regex("(src|href)=\"?http"), page.Replace(PlotlyLibrary.Cartesian.Script, ""));
    }

    [Fact]
    public void AnUnknownFormatIsRefused() =>
        Assert.Contains(".gif", Assert.Throws<ArgumentException>(() => Sample().Save("figure.gif")).Message);

    [Fact]
    public void TheLibraryIsTheOneThatItsCommentNames() =>
        Assert.Contains("plotly.js (cartesian - minified) v4.1.1", PlotlyLibrary.Cartesian.Script[..200]);

    [Fact]
    public void AStaticPictureIsTheSameEachTimeAndInOurColours()
    {
        Assert.SkipWhen(StaticImage.Browser is null, "Chromium is not installed");
        var figure = Sample(Curve(), Plot.Bars("bar", Sides, Sides));
        var svg = StaticImage.Svg(figure)!;
        Assert.StartsWith("<svg", svg);
        Assert.Contains("top-1, %", svg);
        Assert.Contains("rgb(0, 114, 178)", svg);
        Assert.Contains("rgb(213, 94, 0)", svg);
        Assert.Equal(svg, StaticImage.Svg(figure));
        Assert.Equal((1440, 880), PngFile.Read(StaticImage.Png(figure)!).Size);
    }
}
