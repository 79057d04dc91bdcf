using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET;

namespace Repro.Verify;

/// <summary>What a table leaves beside its records for readers.</summary>
internal static class Page
{
    internal const string Table = "table.md", Numbers = "table.csv";

    /// <summary>
    /// Measured when a page is written, of networks that are not kept: no record holds these numbers.
    /// </summary>
    internal const string Probes = "probes.md";

    /// <summary>
    /// File name → text, of all that follows from runs alone: the table with what is said of it, its numbers, and each
    /// figure.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> Render(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var table = experiment.Table(runs);
        var findings = experiment.Findings(runs) is { Count: > 0 } found
            ? $"{string.Concat(found.Select(f => $"\n- {f}"))}\n" : "";
        var files = new Dictionary<string, string>
        {
            [Table] = table.ToMarkdown() + findings + Text(experiment.Tables(runs)),
            [Numbers] = table.ToCsv(),
        };
        foreach (var (name, figure) in Figures(experiment, runs)) files[$"{name}.json"] = figure.ToJson();
        return files;
    }

    /// <summary>Writes all that follows from runs alone; pictures where there is a Chromium to draw them.</summary>
    internal static void Write(string folder, Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        foreach (var (name, text) in Render(experiment, runs)) AtomicFile.Write(Path.Combine(folder, name), text);
        foreach (var (name, figure) in Figures(experiment, runs))
            if (StaticImage.TrySvg(figure) is { } svg) AtomicFile.Write(Path.Combine(folder, $"{name}.svg"), svg);
    }

    /// <summary>Tables one below the other.</summary>
    internal static string Text(IEnumerable<ResultTable> tables) =>
        string.Concat(tables.Select(t => $"\n{t.ToMarkdown()}"));

    /// <summary>Figures by file name.</summary>
    internal static IEnumerable<KeyValuePair<string, GenericChart>> Figures(
        Experiment experiment, IReadOnlyList<RunRecord> runs) =>
        experiment.MoreFigures(runs).Prepend(new("figure", experiment.Figure(runs)));
}
