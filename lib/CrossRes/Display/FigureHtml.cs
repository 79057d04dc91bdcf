using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CrossRes.Display;

/// <summary>HTML of a figure: a part of a notebook, or a page of its own.</summary>
internal static class FigureHtml
{
    private const string Options = """{"displaylogo": false}""";

    /// <summary>
    /// The static picture, or the summary where there is none, which a script replaces as soon as the page has the
    /// figure's library, no wider than the page. A viewer that strips scripts keeps the picture.
    /// </summary>
    public static string Snippet(FigureJson figure, string? svg)
    {
        // The same on every run, and the same for the same figure: all its places on the page are drawn alike.
        var name = "figure-"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figure.Text)).AsSpan(0, 6));
        var still = svg is null ? $"<pre>{WebUtility.HtmlEncode(figure.ToString())}</pre>" : Picture(figure, svg);
        return $$"""
            <div class="{{name}}">{{still}}</div>
            <script>
            (async function draw(tries) {
              if (!window.{{figure.Library.Name}})
                return tries && setTimeout(draw, 200, tries - 1);
              const Plotly = await window.{{figure.Library.Name}}, figure = {{figure.Text}};
              for (const place of document.querySelectorAll(".{{name}}:not(.js-plotly-plot)")) {
                place.textContent = "";
                const width = Math.min(figure.layout.width, place.clientWidth || Infinity);
                place.style.height = figure.layout.height + "px";
                Plotly.newPlot(place, figure.data, {...figure.layout, width}, {{Options}});
              }
            })(50);
            </script>
            """;
    }

    /// <summary>The static picture alone, which viewers show that strip drawings and scripts.</summary>
    public static string Picture(FigureJson figure, string svg) =>
        $"<img alt=\"{WebUtility.HtmlEncode(figure.ToString())}\" "
            + $"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">";

    /// <summary>A page that needs nothing but itself.</summary>
    public static string Page(FigureJson figure) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{{WebUtility.HtmlEncode(figure.Title)}}</title></head>
        <body>
        <div id="figure"></div>
        <script>{{figure.Library.Script}}</script>
        <script>
        const figure = {{figure.Text}};
        Plotly.newPlot("figure", figure.data, figure.layout, {{Options}});
        </script>
        </body>
        </html>

        """;
}
