using Plotly.NET;

namespace CrossRes.Display;

/// <summary>Pictures of figures, drawn by a headless Chromium; equal figures give equal pictures.</summary>
public static class StaticImage
{
    // It costs some 200 MB, and a second to start: kept while figures follow each other.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    // Plotly makes up ids with Math.random; a fixed sequence makes them the same each time.
    private const string Seed =
        "let seed = 1; Math.random = () => (seed = seed * 48271 % 2147483647) / 2147483647; undefined";

    private static readonly Lock Alone = new();
    private static readonly Timer Rest = new(_ => Close());
    private static HeadlessBrowser? browser;

    static StaticImage() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();

    /// <summary>The Chromium on the PATH; null when there is none.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH")
        ?? "").Split(Path.PathSeparator)
        .SelectMany(folder =>
            new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>The figure as SVG text; null when there is no Chromium.</summary>
    /// <exception cref="InvalidOperationException">Chromium failed.</exception>
    public static string? Svg(GenericChart chart) => Svg(new FigureJson(chart));

    /// <summary>The figure as SVG text; null when there is no Chromium, or one that fails.</summary>
    public static string? TrySvg(GenericChart chart) => TrySvg(new FigureJson(chart));

    /// <summary>The figure as a PNG file at twice its size in CSS pixels; null when there is no Chromium.</summary>
    /// <exception cref="InvalidOperationException">Chromium failed.</exception>
    public static byte[]? Png(GenericChart chart) =>
        Draw(new FigureJson(chart), "png", 2) is { } uri
            ? Convert.FromBase64String(uri[(uri.IndexOf(',') + 1)..]) : null;

    // A browser that fails costs the figure its static view, not the notebook its run.
    internal static string? TrySvg(FigureJson figure)
    {
        try
        {
            return Svg(figure);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string? Svg(FigureJson figure) =>
        Draw(figure, "svg", 1) is { } uri
            ? CompactSvg.Write(Uri.UnescapeDataString(uri[(uri.IndexOf(',') + 1)..])) : null;

    private static string? Draw(FigureJson figure, string format, int scale)
    {
        if (Browser is null) return null;
        lock (Alone)
        {
            var kept = browser is not null;
            try
            {
                return Drawn(figure, format, scale);
            }
            catch (InvalidOperationException) when (kept) // it may have ended since, on Ctrl-C for one
            {
                Close();
                return Drawn(figure, format, scale);
            }
            finally
            {
                Rest.Change(Idle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static string Drawn(FigureJson figure, string format, int scale)
    {
        browser ??= new HeadlessBrowser(Browser!);
        var result = browser.Evaluate(Seed, figure.Library.Script, Script(figure, format, scale)) ?? "";
        return result.StartsWith("data:image/", StringComparison.Ordinal) ? result
            : throw new InvalidOperationException($"Chromium drew no picture of \"{figure.Title}\": {result}");
    }

    private static string Script(FigureJson figure, string format, int scale) => $$"""
        Plotly.toImage({{figure.Text}}, {
          format: "{{format}}", scale: {{scale}}, width: {{figure.Size.Width}}, height: {{figure.Size.Height}}
        })
        """;

    private static void Close()
    {
        lock (Alone)
        {
            browser?.Dispose();
            browser = null;
        }
    }
}
