using System.Globalization;
using System.Text.Json.Nodes;

namespace CrossRes.Display;

/// <summary>A figure in words, for readers without pictures.</summary>
internal static class FigureText
{
    private const int MostPoints = 50;

    public static string Of(FigureJson figure) =>
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
