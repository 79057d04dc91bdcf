using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using Repro.Verify;

namespace Repro.Report;

/// <summary>
/// Every table and figure on one page, made from the stored records alone: paper beside measured, each measured cell
/// linked to its runs. It fetches nothing, and equal records give equal bytes.
/// </summary>
internal static class ReportPage
{
    /// <summary>Its file in the results folder.</summary>
    internal const string Name = "index.html";

    /// <param name="root">The results folder.</param>
    /// <param name="stored">What is stored there; what measures nothing is left out.</param>
    /// <param name="records">Every sound record by its path from there.</param>
    internal static string Render(string root, IReadOnlyList<StoredPage> stored,
        IReadOnlyDictionary<string, RunRecord> records)
    {
        var pages = stored.Where(p => p.IsMeasurement).ToList();
        var shown = pages.SelectMany(p => p.Runs).Select(RunCards.Anchor).ToHashSet();
        var cards = new RunCards(records.Where(r => shown.Contains(RunCards.Anchor(r.Value)))
            .ToDictionary(r => r.Key, r => r.Value));
        var sections = Ordered(pages).Select(page => (page.Experiment.Paper, Of: new Section(root, page))).ToList();
        var rows = sections.SelectMany(s => s.Of.Rows).ToList();
        var runs = pages.SelectMany(p => p.Runs).DistinctBy(r => (r.RecipeDigest, r.Seed, r.Data.Sha256)).Count();
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy"
             content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>CrossRes: every table and figure, printed and measured</title>
            <style>
            {Resource("report.css")}</style></head><body>
            <header><h1>CrossRes: printed beside measured</h1>
            <p>Can a small network that sees 16×16 pixels learn from a large one that sees 112×112? Every table and
            figure of three papers, made by <code>./repro report</code> from {runs:N0} stored runs and nothing else. A
            <b>measured</b> number is the mean ± sample standard deviation over n seeds, after the last epoch, and leads
            to its runs: recipe, curves, data, engine, commit. A <i>copied</i> number names its source. What was
            <span class="not-run">not run</span> says so, and what it would need. <a href="README.md">The same as a list
            of files.</a></p></header>
            <nav id="filters" hidden>
            <input type="search" id="search" placeholder="search rows" aria-label="search rows">
            {Choice("paper", sections.Select(s => s.Paper))}
            {Choice("network", rows.Select(r => r.Network).Order(StringComparer.Ordinal))}
            {Choice("side", rows.Select(r => r.Side).OrderBy(s => int.TryParse(s, out var side) ? side : int.MaxValue))}
            {Choice("method", rows.Select(r => r.Method))}
            {Choice("state", ["measured", "copied", "not run"])}
            <span id="count" role="status"></span></nav>
            <main><section id="overview"><h2>What is here</h2>
            <div class="scroll"><table><thead><tr><th>Table or figure</th><th>Measured on</th>
            <th class="number">Rows run</th><th class="number">Numbers copied</th></tr></thead><tbody>
            {sections.Select(s => s.Of.Line())}</tbody></table></div></section>
            {sections.GroupBy(s => s.Paper).Select(paper => Paper(paper.Key, paper.Select(s => s.Of.Render())))}</main>
            <section id="runs"><h2>The runs</h2><p>{cards.Count} recipes, {runs:N0} runs. A seed decides the first
            weights, the order of the images and their augmentation; on LFW, which fold is held out.</p>
            {cards.Render()}</section>
            <dialog id="dialog"><form method="dialog"><button autofocus>close</button></form><div></div></dialog>
            <script>
            {Resource("report.js")}</script></body></html>

            """;
        return page.ToString();
    }

    /// <summary>In the catalogue's order; a sweep that is not in it stands behind its paper's others.</summary>
    private static IEnumerable<StoredPage> Ordered(IReadOnlyList<StoredPage> pages)
    {
        var known = Catalogue.All.ToDictionary(e => e.Key, e => e.Paper);
        foreach (var paper in Catalogue.All.Select(e => e.Paper).Distinct())
        {
            foreach (var experiment in Catalogue.All.Where(e => e.Paper == paper))
                foreach (var page in pages.Where(p => p.Experiment.Key == experiment.Key)
                    .DefaultIfEmpty(new("", experiment, [])))
                    yield return page;
            foreach (var page in pages.Where(p => p.Experiment.Paper == paper && !known.ContainsKey(p.Experiment.Key)))
                yield return page;
        }
    }

    private static Html Paper(string name, IEnumerable<Html> sections) =>
        $"<h2 class=\"paper\" data-paper=\"{name}\">{name}</h2>\n{sections}";

    private static Html Choice(string name, IEnumerable<string> values) => $"""
        <select id="{name}" aria-label="{name}"><option value="">{(name == "side" ? "resolution" : name)}: all</option>
        {values.Distinct().Select(v => (Html)$"<option>{v}</option>")}</select>
        """;

    private static Html Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var text = new StreamReader(stream);
        return Html.Verbatim(text.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
