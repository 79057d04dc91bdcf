using CrossRes.Results;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>Pictures of runs.</summary>
public static class RunFigures
{
    /// <summary>The test score over the epochs, a line per row; several seeds of a row are averaged.</summary>
    public static GenericChart TestCurves(string title, IEnumerable<RunRecord> runs) =>
        Curves(title, "on the test images, %", runs, (run, epoch) => epoch.Test[run.Result.Score]);

    /// <summary>Every weighted term of one run's loss over the epochs: which of them the training feels.</summary>
    public static GenericChart Terms(RunRecord run)
    {
        int[] epochs = [.. run.Epochs.Select(e => e.Epoch)];
        return Plot.Figure($"{run.Row}, seed {run.Seed}: the weighted loss terms", Plot.Axis("epoch"),
            Plot.Axis("mean over the epoch", log: true),
            run.Epochs[0].Terms.Keys.Select(term => Plot.Line(term, epochs, run.Epochs.Select(e => e.Terms[term]))));
    }

    private static GenericChart Curves(string title, string axis, IEnumerable<RunRecord> runs,
        Func<RunRecord, EpochRecord, double> value) =>
        Plot.Figure(title, "epoch", axis,
            from row in runs.GroupBy(r => r.Row)
            let epochs = Enumerable.Range(1, row.Min(r => r.Epochs.Count))
            select Plot.Line(row.Key, epochs, epochs.Select(e => row.Average(r => value(r, r.Epochs[e - 1])))));
}
