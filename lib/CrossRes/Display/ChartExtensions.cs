using System.Text;
using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace CrossRes.Display;

/// <summary>What Plotly.NET.CSharp lacks. As there, each changes the chart itself and returns it.</summary>
public static class ChartExtensions
{
    public static GenericChart WithTitle(this GenericChart chart, string title) =>
        Chart.withTitle(title, null).Invoke(chart);

    /// <summary>Adds to the layout; what stands in both is replaced.</summary>
    public static GenericChart WithLayout(this GenericChart chart, Layout layout) =>
        GenericChart.addLayout(layout, chart);

    public static GenericChart WithTemplate(this GenericChart chart, Template template) =>
        Chart.withTemplate(template).Invoke(chart);

    /// <summary>Gives any chart the look of this library's figures.</summary>
    public static GenericChart WithStyle(this GenericChart chart) => chart.WithTemplate(FigureStyle.NewTemplate());

    public static GenericChart WithXAxis(this GenericChart chart, LinearAxis axis) =>
        Chart.withXAxis(axis, null).Invoke(chart);

    public static GenericChart WithYAxis(this GenericChart chart, LinearAxis axis) =>
        Chart.withYAxis(axis, null).Invoke(chart);

    /// <param name="half">Half length of the error bar at each point, in units of y.</param>
    public static GenericChart WithYError(this GenericChart chart, IEnumerable<double> half) =>
        Chart.withYError(new Error().With("type", "data").With("array", half.ToArray())).Invoke(chart);

    /// <summary>
    /// The figure as Plotly's JSON: <c>{"data": [...], "layout": {...}}</c>; equal figures give equal text.
    /// </summary>
    public static string ToJson(this GenericChart chart) => new FigureJson(chart).Text;

    /// <summary>Writes the figure to a file; the ending says how: .html (interactive), .svg, .png or .json.</summary>
    /// <exception cref="ArgumentException">Another ending.</exception>
    /// <exception cref="InvalidOperationException">.svg or .png, but Chromium is not installed or failed.</exception>
    public static void Save(this GenericChart chart, string path)
    {
        var content = Path.GetExtension(path) switch
        {
            ".html" => Encoding.UTF8.GetBytes(FigureHtml.Page(new FigureJson(chart))),
            ".json" => Encoding.UTF8.GetBytes(chart.ToJson()),
            ".svg" => Encoding.UTF8.GetBytes(StaticImage.Svg(chart) ?? throw NoBrowser(path)),
            ".png" => StaticImage.Png(chart) ?? throw NoBrowser(path),
            var other =>
                throw new ArgumentException(
                    $"{path}: a figure is saved as .html, .svg, .png or .json, not \"{other}\""),
        };
        File.WriteAllBytes(path, content);
    }

    private static InvalidOperationException NoBrowser(string path) =>
        new($"{path}: this format is drawn by Chromium, which is not on the PATH; install it or save as .html");
}
