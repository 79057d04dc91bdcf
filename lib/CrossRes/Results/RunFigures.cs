using CrossRes.Plots;

namespace CrossRes.Results;

/// <summary>Pictures of runs.</summary>
public static class RunFigures
{
    /// <summary>The test score over the epochs, a line per row; several seeds of a row are averaged.</summary>
    public static Figure TestCurves(string title, IEnumerable<RunRecord> runs) =>
        Curves(title, "on the test images, %", runs, (run, epoch) => epoch.Test[run.Result.Score]);

    /// <summary>Every weighted term of one run's loss over the epochs: which of them the training feels.</summary>
    public static Figure Terms(RunRecord run)
    {
        long[] epochs = [.. run.Epochs.Select(e => (long)e.Epoch)];
        return new Figure($"{run.Row}, seed {run.Seed}: the weighted loss terms")
        {
            X = new Axis("epoch"),
            Y = new Axis("mean over the epoch") { Log = true },
            Traces = [.. run.Epochs[0].Terms.Keys.Select(term => new Line(term, epochs, (double[])[.. run.Epochs.Select(e => e.Terms[term])]))],
        };
    }

    private static Figure Curves(string title, string axis, IEnumerable<RunRecord> runs, Func<RunRecord, EpochRecord, double> value) => new(title)
    {
        X = new Axis("epoch"),
        Y = new Axis(axis),
        Traces =
        [
            .. from row in runs.GroupBy(r => r.Row)
               let length = row.Min(r => r.Epochs.Count)
               select new Line(row.Key, (long[])[.. Enumerable.Range(1, length).Select(e => (long)e)],
                   (double[])[.. Enumerable.Range(0, length).Select(e => row.Average(r => value(r, r.Epochs[e])))]),
        ],
    };
}
