using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace CrossRes.Display;

/// <summary>
/// The one look of all figures, a Plotly template. Colours are Okabe and Ito's, which colour-blind readers tell apart;
/// marker and dash change with the line, so that a black-and-white print can be read too.
/// </summary>
internal static class FigureStyle
{
    private const string Ink = "#222222", Paper = "#FFFFFF";
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00",
        "#56B4E9"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down",
        "x"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

    /// <summary>The colours in the order of use; the two that are light on white come last.</summary>
    public static IReadOnlyList<string> Palette => Colors;

    public static string Color(int index) => Colors[index % Colors.Length];

    /// <summary>
    /// A template of its own for each chart: Plotly.NET merges templates in place when charts are combined.
    /// </summary>
    public static Template NewTemplate() => Template.init(Layout(), FSharpOption<IEnumerable<Trace>>.Some(
    [
        .. Symbols.Select((symbol, i) => Trace("scatter")
            .With("marker", ("symbol", symbol), ("size", 8))
            .With("line", ("dash", Dashes[i % Dashes.Length]), ("width", 2))
            .With("error_y", ("thickness", 1.2), ("width", 4))),
        Trace("bar").With("error_y", ("thickness", 1.2), ("width", 4)),
        Trace("histogram").With("opacity", 0.6),
        Trace("heatmap").With("colorscale", "Viridis")
            .With("colorbar", ("title", new DynamicObj.DynamicObj().With("side", "right"))),
    ]));

    private static Trace Trace(string type) => new(type);

    private static Layout Layout() => new Layout()
        .With("title", ("x", 0), ("xref", "paper"), ("xanchor", "left"), ("font", new Font().With("size", 16)))
        .With("font", new Font().With("family", "Helvetica, Arial, sans-serif").With("size", 13).With("color", Ink))
        .With("paper_bgcolor", Paper).With("plot_bgcolor", Paper)
        .With("margin", ("l", 64), ("r", 24), ("t", 56), ("b", 56))
        .With("colorway", Colors)
        .With("xaxis", Axis()).With("yaxis", Axis());

    private static LinearAxis Axis() => new LinearAxis()
        .With("automargin", true).With("gridcolor", "#E6E6E6").With("linecolor", Ink).With("showline", true)
        .With("ticks", "outside").With("tickcolor", Ink).With("zeroline", false);
}
