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
}
