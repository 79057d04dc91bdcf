using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>Several scores of a table's runs, each beside its printed value.</summary>
internal static class ScoreTable
{
    /// <param name="printed">A row's value of score number i as printed; null where the paper has none.</param>
    internal static ResultTable Create(
        string title, IEnumerable<Row> rows, IReadOnlyList<RunRecord> runs, IReadOnlyList<string> scores,
        Func<Row, int, Cell.Copied?> printed)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return new ResultTable(
            title, ["Percent, after the last epoch."],
            [new("Model"), .. scores.SelectMany(s =>
                new Column[] { new($"{s}, paper", Unit.Percent), new("here", Unit.Percent) })],
            [.. rows.Select(row => (Cell[])
                [
                    new Cell.Text(row.Label),
                    .. scores.Index().SelectMany(s => (Cell[])
                        [(Cell?)printed(row, s.Index) ?? new Cell.Text("–"),
                            Cell.From([.. byRow[row.Key].Select(r => r.Epochs[^1].Test[s.Item])])]),
                ])]);
    }
}
