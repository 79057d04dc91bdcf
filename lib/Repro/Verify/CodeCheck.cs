using System.Text;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers;
using CrossRes.Results;

namespace Repro.Verify;

/// <summary>
/// <c>codecheck.yml</c>, which says for programs and for whoever checks this code what file each table and figure is,
/// and which command makes it: the author's part of CODECHECK's configuration file 1.0
/// (https://codecheck.org.uk/spec/config/1.0/). Made from the catalogue and the stored pages.
/// </summary>
internal static class CodeCheck
{
    /// <summary>Its file beside the results folder.</summary>
    internal const string Name = "codecheck.yml";

    /// <param name="root">The results folder.</param>
    /// <param name="stored">What is stored there.</param>
    internal static string Render(string root, IReadOnlyList<StoredPage> stored)
    {
        var text = new StringBuilder(
            """
            ---
            # Made by ./repro verify --rewrite from the catalogue of tables; CITATION.cff names the papers.
            # Whoever checks adds codechecker, report, check_time and certificate.
            version: https://codecheck.org.uk/spec/config/1.0/
            paper:
              title: "CrossRes: cross-resolution recognition by knowledge distillation, reproduced in C#"
              authors:
                - name: The CrossRes authors
            manifest:

            """.ReplaceLineEndings("\n"));
        var pages = stored.Where(p => p.IsMeasurement).ToList();
        foreach (var page in pages)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, page.Folder))
                .Select(path => Path.GetFileName(path)).Where(f => f == Page.Table || PageAudit.IsPicture(f))
                .Order(StringComparer.Ordinal))
                text.Append($"  - file: {Path.GetFileName(root)}/{page.Folder}/{file}\n")
                    .Append($"    comment: {Quoted(Comment(page))}\n");
        foreach (var experiment in Catalogue.All.Where(e => pages.All(p => p.Experiment.Key != e.Key)))
            text.Append($"  # not stored: {experiment.Title}: ./repro {experiment.Command} --data DIR --seeds 3\n");
        return text.ToString();
    }

    private static string Comment(StoredPage page)
    {
        var (run, seeds) = (page.Runs[0], page.Runs.Select(r => r.Seed).Distinct().Count());
        var scale = run.Scale == Scale.Laptop.Name ? "" : $" --scale {run.Scale}";
        var absent = run.Data.Absent is null ? "" : " --skip-absent";
        return $"{page.Experiment.Title}, {run.Data.Name}, {run.Setting()}, {page.Experiment.SeedCounts(page.Runs)}: "
            + $"./repro {page.Experiment.Command} --data DIR --seeds {seeds}{scale}{absent}"
            + MixedPrecision.Option(run.Precision());
    }

    private static string Quoted(string words) => $"\"{words.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
