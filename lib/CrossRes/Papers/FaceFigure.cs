using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>Table 2 as a picture: what each way of training reaches, and what the teacher itself does on such images.</summary>
internal static class FaceFigure
{
    internal static Figure Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var rows = HorkdTable2.Experiment.Trainable.Where(r => r.Key != "teacher" && byRow[r.Key].Any()).ToList();
        string[] labels = [.. rows.Select(r => r.Key)];
        var run = runs[0];
        return new Figure($"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, bars: standard deviation over held-out folds")
        {
            X = new Axis("row"),
            Y = new Axis("verification accuracy, %") { Range = (50, 100) },
            Traces =
            [
                new Bar("last epoch", labels, (double[])[.. rows.Select(r => byRow[r.Key].Average())])
                {
                    Error = (double[])[.. rows.Select(r => byRow[r.Key].Count() > 1 ? Statistics.SampleStd([.. byRow[r.Key]]) : 0)],
                },
            ],
        };
    }
}
