using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>A table of one score as a picture: what each row reaches.</summary>
internal static class FaceFigure
{
    internal static Figure Of(IReadOnlyList<RunRecord> runs)
    {
        var rows = runs.GroupBy(r => r.Row).OrderBy(g => g.Average(r => r.Result.Last)).ToList();
        var run = runs[0];
        return new Figure($"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, bars: standard deviation over seeds")
        {
            X = new Axis("row"),
            Y = new Axis($"{run.Result.Score} after the last epoch, %") { Range = (0, 100) },
            Traces =
            [
                new Bar("last epoch", (string[])[.. rows.Select(r => r.Key)], (double[])[.. rows.Select(r => r.Average(x => x.Result.Last))])
                {
                    Error = (double[])[.. rows.Select(r => r.Count() > 1 ? Statistics.SampleStd([.. r.Select(x => x.Result.Last)]) : 0)],
                },
            ],
        };
    }
}
