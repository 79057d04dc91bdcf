using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>Every score of Table 4's runs after the last epoch.</summary>
internal static class HorkdTable4Scores
{
    internal static ResultTable Of(MetricSet set, IReadOnlyList<RunRecord> runs)
    {
        string[] scores = [.. runs.SelectMany(r => r.Epochs[^1].Test.Keys).Distinct()];
        return new ResultTable(
            $"All scores: {set.Name}",
            ["Unseen classes, after the last epoch, percent. NMI of k-means with as many clusters as classes; MAP@R as "
                + "Musgrave et al. 2020."],
            [new Column("Row"), .. scores.Select(s => new Column(s, Unit.Percent))],
            [.. runs.GroupBy(r => r.Row).Select(row =>
                (Cell[])[new Cell.Text(row.Key),
                    .. scores.Select(s => Cell.Of([.. row.Select(r => r.Epochs[^1].Test[s])]))])]);
    }
}
