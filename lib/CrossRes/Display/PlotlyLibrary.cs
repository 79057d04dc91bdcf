using System.IO.Compression;
using System.Reflection;
using CrossRes.Common;

namespace CrossRes.Display;

/// <summary>
/// plotly.js (MIT), carried inside an assembly. Shown in a notebook it loads itself from compressed text, so that
/// figures need not carry it.
/// </summary>
public abstract class PlotlyLibrary : IRichView
{
    private readonly Lazy<string> source;

    private protected PlotlyLibrary(string name, Assembly assembly, string resource) =>
        (Name, source) = (name, new(() =>
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }));

    /// <summary>Version 4.1.1, cartesian bundle, see plotly-cartesian.LICENSE: 0.7 MB in a notebook.</summary>
    public static PlotlyLibrary Cartesian { get; } = new CartesianBundle();

    /// <summary>
    /// Plotly.NET's own, version 2.28.0, with the kinds of chart that the bundle lacks: 1.4 MB in a notebook.
    /// </summary>
    public static PlotlyLibrary Whole { get; } = new WholeLibrary();

    /// <summary>Of what a page calls it: <c>window.NAME</c>.</summary>
    internal string Name { get; }

    /// <summary>The JavaScript text.</summary>
    public string Script => source.Value;

    /// <summary>The smallest that draws these kinds of traces.</summary>
    internal static PlotlyLibrary For(IEnumerable<string> traces) =>
        traces.All(CartesianBundle.Draws.Contains) ? Cartesian : Whole;

    // A page's loader of modules would catch the script, so it sees none.
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render() => new Dictionary<string, string>
    {
        ["text/html"] = $$"""
            <script>
            window.{{Name}} ??= (async () => {
              const packed = Uint8Array.from(atob("{{Packed()}}"), c => c.charCodeAt(0));
              const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
              const script = document.createElement("script");
              const source = await new Response(stream).text();
              script.textContent = `(function (define, module, exports) {${source}\n}).call(window)`;
              document.head.append(script);
              return window.Plotly;
            })();
            </script>
            """,
        ["text/plain"] = "(plotly.js, which makes the figures below interactive)",
    };

    private string Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Script));
        return Convert.ToBase64String(packed.ToArray());
    }

    // each a type: views of one type of prelude share it

    private sealed class CartesianBundle()
        : PlotlyLibrary("crossresPlotly", typeof(PlotlyLibrary).Assembly, "plotly.js")
    {
        public static readonly HashSet<string> Draws =
        [
            "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie",
            "scatter",
            "scatterternary", "violin",
        ];
    }

    private sealed class WholeLibrary()
        : PlotlyLibrary("crossresPlotlyWhole", typeof(Plotly.NET.GenericChart).Assembly,
            "Plotly.NET.plotly-2.28.0.min.js");
}
