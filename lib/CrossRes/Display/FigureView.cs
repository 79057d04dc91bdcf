using System.Globalization;
using System.Text.Json.Nodes;
using CrossRes.Common;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>
/// A chart in a notebook, in four ways, of which the viewer takes the best that it knows:
/// <c>application/vnd.plotly.v1+json</c> (VS Code, JupyterLab with Plotly's extension), <c>text/html</c> (Jupyter:
/// the static picture, made interactive when the page has plotly.js, which the notebook's first figure brings once for
/// all), <c>image/svg+xml</c> (nbconvert; only where Chromium is installed), and <c>text/plain</c>. Nothing is fetched
/// from the network, and equal figures give equal bytes.
/// </summary>
internal sealed class FigureView(GenericChart chart) : INeedsPrelude
{
    private readonly FigureJson figure = new(chart);

    /// <inheritdoc/>
    public IRichView Prelude => figure.Library;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        var svg = StaticImage.TrySvg(figure);
        var views = new Dictionary<string, string>
        {
            ["application/vnd.plotly.v1+json"] = figure.Text,
            ["text/html"] = FigureHtml.Snippet(figure, svg),
        };
        if (svg is not null)
            views["image/svg+xml"] = svg;
        views["text/plain"] = figure.ToString();
        return views;
    }

    /// <summary>One picture that nothing can make interactive; null without Chromium.</summary>
    internal IReadOnlyDictionary<string, string>? Still() => StaticImage.TrySvg(figure) is not { } svg ? null
        : new Dictionary<string, string>
        {
            ["text/html"] = FigureHtml.Picture(figure, svg), ["text/plain"] = figure.ToString(),
        };
}

/// <summary>A figure in words, for readers without pictures.</summary>
internal static class FigureText
{
    private const int MostPoints = 50;

    public static string Describe(FigureJson figure) =>
        $"{figure.Title} ({FigureJson.TitleOf(figure.Layout["yaxis"])} over "
            + $"{FigureJson.TitleOf(figure.Layout["xaxis"])})"
        + string.Concat(figure.Data.Select(trace => $"\n  {trace!["name"] ?? trace["type"]}: {Summary(trace)}"));

    private static string Summary(JsonNode trace)
    {
        var (x, y, z, text) = (trace["x"] as JsonArray, trace["y"] as JsonArray, trace["z"] as JsonArray,
            trace["text"] as JsonArray);
        if (z is [JsonArray row, ..]) return $"{z.Count} × {row.Count} values";
        if (text is { Count: <= MostPoints }) return string.Join(", ",
            text.Select(item => $"{item}".Replace("<br>", ": ")));
        if (x is null || y is null) return $"{(x ?? y)?.Count ?? 0} values";
        if (x.Count > MostPoints || x.Contains(null)) return $"{x.Count} points";
        var error = trace["error_y"]?["array"] as JsonArray;
        return string.Join(", ", x.Zip(y).Select((point, i) =>
            $"{Word(point.First)}: {Word(point.Second)}{(error?[i] is { } half ? $" ± {Word(half)}" : "")}"));
    }

    private static string Word(JsonNode? value) =>
        value is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
