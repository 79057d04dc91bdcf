using CrossRes.Data;
using CrossRes.Plots;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>What a finished table leaves: files for readers, and the table in the terminal.</summary>
internal static class Outcome
{
    /// <summary>Writes the table beside its records, as Markdown and CSV, and the figure as Plotly's JSON and, with Chromium, SVG.</summary>
    /// <returns>The folder.</returns>
    internal static string Write(Laboratory laboratory)
    {
        var (table, runs, folder) = (laboratory.Table(), laboratory.Runs(), laboratory.Folder());
        var findings = laboratory.Experiment.Findings(runs);
        AtomicFile.Write(Path.Combine(folder, "table.md"), string.Concat(findings.Select(f => $"\n- {f}")) is { Length: > 0 } list
            ? $"{table.ToMarkdown()}{list}\n" : table.ToMarkdown());
        AtomicFile.Write(Path.Combine(folder, "table.csv"), table.ToCsv());
        var figure = laboratory.Experiment.Figure(runs);
        AtomicFile.Write(Path.Combine(folder, "figure.json"), figure.ToJson());
        if (StaticImage.Svg(figure) is { } svg) AtomicFile.Write(Path.Combine(folder, "figure.svg"), svg);
        return folder;
    }

    internal static void Show(Laboratory laboratory, IAnsiConsole console)
    {
        TableView.Write(console, laboratory.Table());
        foreach (var note in laboratory.Experiment.Notes.Concat(laboratory.Experiment.Findings(laboratory.Runs()))) console.WriteLine($"* {note}");
    }
}
