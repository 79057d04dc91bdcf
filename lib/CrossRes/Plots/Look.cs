using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>
/// The one look of all figures. Colours are Okabe and Ito's, which colour-blind readers tell apart; marker and dash
/// change with the colour, so that a black-and-white print can be read too.
/// </summary>
internal static class Look
{
    private const string Ink = "#222222";
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "x"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

    /// <summary>The colours in the order of use; the two that are light on white come last.</summary>
    internal static IReadOnlyList<string> Palette => Colors;

    internal static JsonObject FaintLine => new() { ["color"] = "#BBBBBB", ["dash"] = "dot", ["width"] = 1 };

    public static string Color(int index) => Colors[index % Colors.Length];

    public static JsonObject Line(int index) => new()
    {
        ["color"] = Color(index), ["dash"] = Dashes[index % Dashes.Length], ["width"] = 2,
    };

    public static JsonObject Marker(int index) => new()
    {
        ["color"] = Color(index), ["symbol"] = Symbols[index % Symbols.Length], ["size"] = 8,
    };

    public static JsonObject ErrorBar(Series deviations) => new()
    {
        ["type"] = "data", ["array"] = deviations.ToJson(), ["thickness"] = 1.2, ["width"] = 4,
    };

    public static JsonObject Axis() => new()
    {
        ["automargin"] = true, ["gridcolor"] = "#E6E6E6", ["linecolor"] = Ink, ["showline"] = true,
        ["ticks"] = "outside", ["tickcolor"] = Ink, ["zeroline"] = false,
    };

    public static JsonObject Layout(string title, int width, int height) => new()
    {
        ["title"] = new JsonObject
        {
            ["text"] = title, ["x"] = 0, ["xref"] = "paper", ["xanchor"] = "left", ["font"] = new JsonObject { ["size"] = 16 },
        },
        ["font"] = new JsonObject { ["family"] = "Helvetica, Arial, sans-serif", ["size"] = 13, ["color"] = Ink },
        ["paper_bgcolor"] = "#FFFFFF", ["plot_bgcolor"] = "#FFFFFF",
        ["margin"] = new JsonObject { ["l"] = 64, ["r"] = 24, ["t"] = 56, ["b"] = 56 },
        ["width"] = width, ["height"] = height,
    };
}
