using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>What a finished table leaves: files for readers, and the table in the terminal.</summary>
internal sealed class Outcome(Laboratory laboratory)
{
    private readonly IReadOnlyList<ResultTable> tables =
        [.. laboratory.Experiment.Tables(laboratory.Runs()), .. Catalogue.Probes(laboratory, new LineProgress(Console.Out))];

    /// <summary>Writes the table beside its records, as Markdown and CSV, and the figure as Plotly's JSON and, with Chromium, SVG.</summary>
    /// <returns>The folder.</returns>
    internal string Write()
    {
        var (table, runs, folder) = (laboratory.Table(), laboratory.Runs(), laboratory.Folder());
        var experiment = laboratory.Experiment;
        var findings = experiment.Findings(runs) is { Count: > 0 } found ? $"{string.Concat(found.Select(f => $"\n- {f}"))}\n" : "";
        AtomicFile.Write(Path.Combine(folder, "table.md"), table.ToMarkdown() + findings + string.Concat(tables.Select(t => $"\n{t.ToMarkdown()}")));
        AtomicFile.Write(Path.Combine(folder, "table.csv"), table.ToCsv());
        foreach (var (name, figure) in experiment.MoreFigures(runs).Prepend(new("figure", experiment.Figure(runs))))
        {
            AtomicFile.Write(Path.Combine(folder, $"{name}.json"), figure.ToJson());
            if (StaticImage.TrySvg(figure) is { } svg) AtomicFile.Write(Path.Combine(folder, $"{name}.svg"), svg);
        }
        return folder;
    }

    internal void Show(IAnsiConsole console)
    {
        TableView.Write(console, laboratory.Table());
        foreach (var table in tables) TableView.Write(console, table);
        foreach (var note in laboratory.Experiment.Notes.Concat(laboratory.Experiment.Findings(laboratory.Runs()))) console.WriteLine($"* {note}");
    }
}
