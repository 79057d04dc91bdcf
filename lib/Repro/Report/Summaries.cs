using CrossRes.Common;
using CrossRes.Results;
using Repro.Verify;

namespace Repro.Report;

/// <summary>
/// The two files that all stored pages give together: the report in the results folder, and codecheck.yml beside it.
/// </summary>
internal static class Summaries
{
    /// <summary>Those that are there, as they should be.</summary>
    /// <param name="root">The results folder.</param>
    internal static IEnumerable<(string Name, string Path, string Text)> Render(
        string root, IReadOnlyList<StoredPage> stored, IReadOnlyDictionary<string, RunRecord> records)
    {
        var (report, check) = (Path.Combine(root, ReportPage.Name),
            Path.Combine(Path.GetDirectoryName(root)!, CodeCheck.Name));
        if (File.Exists(report)) yield return (ReportPage.Name, report, ReportPage.Render(root, stored, records));
        if (File.Exists(check)) yield return (CodeCheck.Name, check, CodeCheck.Render(root, stored));
    }

    /// <summary>Writes them again where they are: a table that they show has changed.</summary>
    /// <param name="root">The results folder.</param>
    internal static void Renew(string root)
    {
        using var alone = FolderLock.Wait(root);
        var audit = ResultsAudit.Run(root);
        foreach (var (_, path, text) in Render(audit.Root, audit.Stored, audit.Records)) AtomicFile.Write(path, text);
    }
}
