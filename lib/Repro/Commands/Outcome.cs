using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Report;
using Repro.Terminal;
using Repro.Verify;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>What a finished table leaves: files for readers, and the table in the terminal.</summary>
internal sealed class Outcome(Laboratory laboratory)
{
    private readonly IReadOnlyList<ResultTable> probes = Catalogue.Probes(laboratory, new LineProgress(Console.Out));

    /// <summary>
    /// Writes the table beside its records, as Markdown and CSV, the figures as Plotly's JSON and, with Chromium, SVG,
    /// and the checksums of them all.
    /// </summary>
    /// <returns>The folder.</returns>
    internal string Write()
    {
        var folder = laboratory.Folder();
        using var alone = FolderLock.Wait(folder);
        var (experiment, runs) = (laboratory.Experiment, laboratory.Runs());
        Page.Write(folder, experiment, runs);
        if (probes.Count > 0)
            AtomicFile.Write(Path.Combine(folder, Page.Probes), Page.Text(probes).TrimStart());
        CheckSums.Write(folder);
        if (StoredPage.Tells(runs[0])) Summaries.Renew(Path.GetFullPath(Path.Combine(folder, "../..")));
        return folder;
    }

    internal void Show(IAnsiConsole console)
    {
        TableView.Write(console, laboratory.Table());
        foreach (var table in laboratory.Experiment.Tables(laboratory.Runs()).Concat(probes)) TableView.Write(console,
            table);
        foreach (var note in laboratory.Experiment.Notes.Concat(
            laboratory.Experiment.Findings(laboratory.Runs()))) console.WriteLine($"* {note}");
    }
}
