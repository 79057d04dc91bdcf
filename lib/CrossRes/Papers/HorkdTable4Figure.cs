using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>Table 4 as a picture: every row's Recall@1.</summary>
internal static class HorkdTable4Figure
{
    internal static Figure Of(IReadOnlyList<RunRecord> runs)
    {
        var rows = runs.GroupBy(r => r.Row, r => r.Result.Last).ToList();
        return new Figure(Title(runs))
        {
            X = new Axis("row"),
            Width = 860,
            Y = new Axis("Recall@1 after the last epoch, %"),
            Traces =
            [
                new Bar("Recall@1", (string[])[.. rows.Select(r => r.Key)], (double[])[.. rows.Select(r => r.Average())])
                {
                    Error = rows.All(r => r.Count() > 1) ? (Series)(double[])[.. rows.Select(r => Statistics.SampleStd([.. r]))] : null,
                },
            ],
        };
    }

    internal static string Title(IReadOnlyList<RunRecord> runs)
    {
        var run = runs[0];
        var seeds = runs.Select(r => r.Seed).Distinct().Count();
        return $"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, {(runs.Any(r => r.Recipe.TryGetProperty("weights", out _)) ? "given teacher, students from scratch" : "from scratch")}, n = {seeds}" + (seeds > 1 ? ", bars: standard deviation" : "");
    }
}
