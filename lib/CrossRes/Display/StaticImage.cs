using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>Pictures of figures, drawn by a headless Chromium; equal figures give equal pictures.</summary>
public static partial class StaticImage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    // Plotly makes up ids with Math.random; a fixed sequence makes them the same each time.
    private static string Page(FigureJson figure, string format, int scale) => $$"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8">
        <script>let seed = 1; Math.random = () => (seed = seed * 48271 % 2147483647) / 2147483647;</script>
        <script src="plotly.js"></script></head><body><script>
        const show = text => { document.body.innerHTML = "<pre></pre>"; document.body.firstChild.textContent = text; };
        const size = { width: {{figure.Size.Width}}, height: {{figure.Size.Height}} };
        Plotly.toImage({{figure.Text}}, { format: "{{format}}", scale: {{scale}}, ...size })
          .then(show, problem => show("failed: " + problem));
        </script></body></html>
        """;

    private static string? Draw(FigureJson figure, string format, int scale)
    {
        if (Browser is null)
            return null;
        var folder = Directory.CreateTempSubdirectory("figure");
        try
        {
            var page = Path.Combine(folder.FullName, "figure.html");
            File.WriteAllText(page, Page(figure, format, scale));
            File.WriteAllText(Path.Combine(folder.FullName, "plotly.js"), figure.Library.Script);
            var document = Load(page, Path.Combine(folder.FullName, "profile"));
            var result = WebUtility.HtmlDecode(Result().Match(document).Groups[1].Value);
            return result.StartsWith("data:image/", StringComparison.Ordinal) ? result
                : throw new InvalidOperationException($"Chromium drew no picture of \"{figure.Title}\": {result}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Load(string page, string profile)
    {
        var start = new ProcessStartInfo(Browser!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--force-color-profile=srgb", $"--user-data-dir={profile}",
                "--virtual-time-budget=30000", "--dump-dom", new Uri(page).AbsoluteUri,
            },
        };
        using var browser = Process.Start(start)!;
        var problems = browser.StandardError.ReadToEndAsync();
        var document = browser.StandardOutput.ReadToEndAsync();
        if (!browser.WaitForExit(Patience))
        {
            browser.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{Browser} did not end within {Patience.TotalSeconds:0} s");
        }
        return browser.ExitCode == 0 ? document.Result
            : throw new InvalidOperationException(
                $"{Browser} ended with code {browser.ExitCode}: {problems.Result.TrimEnd()}");
    }

    [GeneratedRegex("<pre>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
