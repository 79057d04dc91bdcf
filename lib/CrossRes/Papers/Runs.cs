using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Deedle;

namespace CrossRes.Papers;

/// <summary>Stored runs as a Deedle frame, to filter, pivot and plot in a cell.</summary>
public static class Runs
{
    /// <summary>Every run record below the checkout's <c>results/</c>, or below a folder, ordered by path.</summary>
    /// <exception cref="ResultsException">A record is damaged, or there is no such folder.</exception>
    public static Frame<int, string> Frame(string? folder = null)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new ResultsException(
                $"{folder}: no such folder; name one that holds run records, or none for the kit's own results.");
        return new RunStore(folder ?? Workspace.Find().Results).List().Frame();
    }

    /// <summary>These runs; paper, label and role are missing where no table of the kit has the row.</summary>
    public static Frame<int, string> Frame(this IReadOnlyList<RunRecord> runs) => RunFrame.Of(runs, Place);

    private static RunPlace? Place(RunRecord run) =>
        Catalogue.All.FirstOrDefault(e => e.Key == run.Table) is { } table
            && table.Rows.FirstOrDefault(r => r.Key == run.Row) is var row
            ? new(table.Paper, row?.Role.Text(), row?.Label) : null;
}
