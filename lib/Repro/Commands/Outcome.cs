using CrossRes.Results;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>What a finished table leaves: files for readers, and the table in the terminal.</summary>
internal static class Outcome
{
    /// <summary>Writes the table beside its records, as Markdown and CSV.</summary>
    /// <returns>The folder.</returns>
    internal static string Write(Laboratory laboratory, Workspace workspace)
    {
        var table = laboratory.Table();
        var folder = workspace.Store.FolderOf(laboratory.Runs()[0]);
        AtomicFile.Write(Path.Combine(folder, "table.md"), table.ToMarkdown());
        AtomicFile.Write(Path.Combine(folder, "table.csv"), table.ToCsv());
        return folder;
    }

    internal static void Show(Laboratory laboratory, IAnsiConsole console)
    {
        TableView.Write(console, laboratory.Table());
        foreach (var note in laboratory.Experiment.Notes) console.WriteLine($"* {note}");
    }
}
