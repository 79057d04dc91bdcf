using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET;

namespace CrossRes.Papers.Faces;

/// <summary>A table of one score as a picture: what each row reaches.</summary>
internal static class FaceFigure
{
    internal static GenericChart Of(IReadOnlyList<RunRecord> runs)
    {
        var rows = runs.GroupBy(r => r.Row).OrderBy(g => g.Average(r => r.Result.Last)).ToList();
        var run = runs[0];
        return Plot.Figure(
            $"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, bars: standard deviation over seeds",
            Plot.Axis("row"), Plot.Axis($"{run.Result.Score} after the last epoch, %", range: (0, 100)),
            Plot.Bars("last epoch", rows.Select(r => r.Key), rows.Select(r => r.Average(x => x.Result.Last)),
                rows.Select(r => r.Count() > 1 ? Statistics.SampleStd([.. r.Select(x => x.Result.Last)]) : 0)));
    }
}
