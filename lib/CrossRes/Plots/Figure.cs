using System.Text;
using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>
/// A Plotly figure. In a notebook it shows itself in four ways, and the viewer takes the best that it knows:
/// <c>application/vnd.plotly.v1+json</c> (VS Code, JupyterLab with Plotly's extension), <c>text/html</c> (Jupyter:
/// the static picture, made interactive when the page has <see cref="PlotlyLibrary"/>, which the notebook's first
/// figure brings once for all), <c>image/svg+xml</c> (nbconvert; only where Chromium is installed), and
/// <c>text/plain</c>. Nothing is fetched from the network, and equal figures give equal bytes.
/// </summary>
/// <param name="Title">What the reader should see in it.</param>
public sealed record Figure(string Title) : INeedsPrelude
{
    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new("");

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new("");

    /// <summary>What is drawn, in the order of the legend.</summary>
    public IReadOnlyList<Trace> Traces { get; init; } = [];

    /// <summary>A unit is as long along x as along y, so that shapes keep their angles.</summary>
    public bool EqualUnits { get; init; }

    /// <summary>Width in CSS pixels.</summary>
    public int Width { get; init; } = 720;

    /// <summary>Height in CSS pixels.</summary>
    public int Height { get; init; } = 440;

    /// <inheritdoc/>
    public IRichView Prelude => PlotlyLibrary.Instance;

    /// <summary>The figure as Plotly's JSON: <c>{"data": [...], "layout": {...}}</c>.</summary>
    public string ToJson()
    {
        var layout = Look.Layout(Title, Width, Height);
        layout["xaxis"] = X.ToJson();
        layout["yaxis"] = Y.ToJson();
        if (EqualUnits)
            layout["yaxis"]!["scaleanchor"] = "x";
        layout["showlegend"] = Traces.Count > 1;
        foreach (var trace in Traces)
            trace.Adjust(layout);
        var data = new JsonArray([.. Traces.Select((trace, i) => trace.ToJson(i))]);
        return new JsonObject { ["data"] = data, ["layout"] = layout }.ToJsonString();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        var (json, svg) = (ToJson(), StaticImage.TrySvg(this));
        var views = new Dictionary<string, string>
        {
            ["application/vnd.plotly.v1+json"] = json,
            ["text/html"] = FigureHtml.Snippet(this, json, svg),
        };
        if (svg is not null)
            views["image/svg+xml"] = svg;
        views["text/plain"] = ToString();
        return views;
    }

    /// <summary>Writes the figure to a file; the ending says how: .html (interactive), .svg, .png or .json.</summary>
    /// <exception cref="ArgumentException">Another ending.</exception>
    /// <exception cref="InvalidOperationException">.svg or .png, but Chromium is not installed or failed.</exception>
    public void Save(string path)
    {
        var content = Path.GetExtension(path) switch
        {
            ".html" => Encoding.UTF8.GetBytes(FigureHtml.Page(this)),
            ".json" => Encoding.UTF8.GetBytes(ToJson()),
            ".svg" => Encoding.UTF8.GetBytes(StaticImage.Svg(this) ?? throw NoBrowser(path)),
            ".png" => StaticImage.Png(this) ?? throw NoBrowser(path),
            var other => throw new ArgumentException($"{path}: a figure is saved as .html, .svg, .png or .json, not \"{other}\""),
        };
        File.WriteAllBytes(path, content);
    }

    /// <summary>Title, axes and data as text.</summary>
    public override string ToString() =>
        $"{Title} ({Y.Title} over {X.Title})" + string.Concat(Traces.Select(trace => $"\n  {trace.Name}: {trace.Summary}"));

    // A browser that fails costs the figure its static view, not the notebook its run.
    private static InvalidOperationException NoBrowser(string path) =>
        new($"{path}: this format is drawn by Chromium, which is not on the PATH; install it or save as .html");
}
