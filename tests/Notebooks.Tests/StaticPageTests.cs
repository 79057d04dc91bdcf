using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrossRes.Training;
using CSharpKernel.Notebooks;
using Xunit;

namespace Notebooks.Tests;

/// <summary>
/// The committed notebooks as GitHub shows them: HTML by nbconvert, without any script. Skipped where Debian's
/// jupyter-nbconvert is not installed.
/// </summary>
public sealed partial class StaticPageTests
{
    private const string Program = "/usr/bin/jupyter-nbconvert";

    [Fact(Explicit = true)] // ten seconds
    public void Without_scripts_every_figure_is_a_picture_and_every_table_is_there()
    {
        Assert.SkipUnless(File.Exists(Program), "nbconvert is not installed (Debian: jupyter-nbconvert)");
        using var folder = new TempFolder();
        string[] notebooks = [.. Directory.EnumerateFiles(Workspace.Find().Notebooks, "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path.Contains(".ipynb_checkpoints") && !path.Contains(".failed.")).Order(StringComparer.Ordinal)];
        var (code, _, error) = Checkout.Finish(Process.Start(new ProcessStartInfo(Program, ["--to", "html", "--output-dir", folder.Path, .. notebooks])
        { RedirectStandardOutput = true, RedirectStandardError = true })!);
        Assert.True(code == 0, error);
        Assert.All(notebooks, path => Check(Notebook.Read(path), Script().Replace(File.ReadAllText(folder[Path.ChangeExtension(Path.GetFileName(path), ".html")]), "")));
    }

    private static void Check(Notebook notebook, string page)
    {
        Assert.DoesNotContain("display:none", page[page.IndexOf("<body", StringComparison.Ordinal)..].Replace(" ", ""));
        var (words, seen) = (Words(page), 0);
        var pictures = Pictures().Matches(page).Select(m => m.Groups["src"].Value).ToList();
        foreach (var (index, cell) in notebook.Cells.Index().Where(c => c.Item.IsCode))
            foreach (var output in notebook.Shown(index))
            {
                var place = $"{notebook.Path}, cells[{index}]";
                var html = Script().Replace(output.GetValueOrDefault("text/html", ""), "");
                if (html.Length == 0)
                {
                    Assert.True(output.Count == 0 || output.ContainsKey("text/plain"), $"{place}: an output that no page shows");
                    continue;
                }
                Assert.True(page.Contains(html.Trim()), $"{place}: nbconvert changes its HTML");
                var shown = Pictures().Matches(html).Select(m => m.Groups["src"].Value).ToList();
                Assert.All(shown, src => Assert.True(IsPicture(src), $"{place}: a picture that is none: {src[..Math.Min(60, src.Length)]}"));
                Assert.True(shown.Count > 0 || Words(html).Length > 0, $"{place}: without scripts there is nothing to be seen");
                Assert.False(html.Contains("plotly", StringComparison.OrdinalIgnoreCase) && shown.Count == 0, $"{place}: a figure without a picture");
                foreach (var line in html.Contains("<table") ? Cells().Matches(html).Select(m => Words(m.Value)) : [])
                    Assert.True(words.Contains(line), $"{place}: “{line}” is not on the page");
                seen += shown.Count;
            }
        Assert.True(seen > 0 || notebook.Path.Contains("04-table3"), $"{notebook.Path} shows no picture at all");
        Assert.True(pictures.Count >= seen, $"{notebook.Path}: {seen} pictures, and {pictures.Count} on its page");
    }

    /// <summary>An SVG or PNG in the page itself, and of a size.</summary>
    private static bool IsPicture(string src)
    {
        if (src.Split(";base64,") is not [var type, var data]) return false;
        var bytes = Convert.FromBase64String(data);
        if (type == "data:image/png") return bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..];
        return type == "data:image/svg+xml" && XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root is { Name.LocalName: "svg" } svg
            && double.Parse(svg.Attribute("width")!.Value) > 50 && double.Parse(svg.Attribute("height")!.Value) > 50 && svg.Descendants().Any();
    }

    private static string Words(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Style().Replace(html, ""), " ")), " ").Trim();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<img [^>]*?src=\"(?<src>[^\"]*)\"", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex("<t[dh][^>]*>.*?</t[dh]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
