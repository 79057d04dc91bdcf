using System.IO.Compression;

namespace CrossRes.Plots;

/// <summary>
/// plotly.js 4.1.1, cartesian bundle (MIT, see plotly-cartesian.LICENSE), carried inside this assembly. Shown in a
/// notebook it loads itself from 0.7 MB of compressed text, so that figures need not carry it.
/// </summary>
public sealed class PlotlyLibrary : IRichView
{
    private static readonly Lazy<string> Source = new(() =>
    {
        using var reader = new StreamReader(typeof(PlotlyLibrary).Assembly.GetManifestResourceStream("plotly.js")!);
        return reader.ReadToEnd();
    });

    private PlotlyLibrary()
    {
    }

    /// <summary>The only one.</summary>
    public static PlotlyLibrary Instance { get; } = new();

    /// <summary>The JavaScript text.</summary>
    public static string Script => Source.Value;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render() => new Dictionary<string, string>
    {
        ["text/html"] = $$"""
            <script>
            window.crossresPlotly ??= (async () => {
              const packed = Uint8Array.from(atob("{{Packed()}}"), c => c.charCodeAt(0));
              const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
              const script = document.createElement("script");
              script.textContent = await new Response(stream).text();
              document.head.append(script);
              return window.Plotly;
            })();
            </script>
            """,
        ["text/plain"] = "(plotly.js, which makes the figures below interactive)",
    };

    private static string Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Script));
        return Convert.ToBase64String(packed.ToArray());
    }
}
