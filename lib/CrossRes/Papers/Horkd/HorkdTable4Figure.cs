using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>Table 4 as a picture: every row's Recall@1.</summary>
internal static class HorkdTable4Figure
{
    internal static GenericChart Of(IReadOnlyList<RunRecord> runs)
    {
        var rows = runs.GroupBy(r => r.Row, r => r.Result.Last).ToList();
        return Plot.Figure(Title(runs), "row", "Recall@1 after the last epoch, %",
            Plot.Bars("Recall@1", rows.Select(r => r.Key), rows.Select(r => r.Average()),
                rows.All(r => r.Count() > 1) ? rows.Select(r => Statistics.SampleStd([.. r])) : null)).WithSize(Width: 860);
    }

    internal static string Title(IReadOnlyList<RunRecord> runs)
    {
        var run = runs[0];
        var seeds = runs.Select(r => r.Seed).Distinct().Count();
        var start = runs.Any(r => r.Recipe.TryGetProperty("weights", out _)) ? "given teacher, students from scratch" : "from scratch";
        return $"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, {start}, n = {seeds}" + (seeds > 1 ? ", bars: standard deviation" : "");
    }
}
