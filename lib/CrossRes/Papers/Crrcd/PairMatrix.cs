using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>CRRCD's Tables I and II in the paper's own shape: a line per method, two columns per pair of networks, printed and measured.</summary>
public static class PairMatrix
{
    /// <param name="table">One of <see cref="CrrcdTables"/>.</param>
    /// <param name="runs">Of one scale and data set.</param>
    /// <param name="side">Of the student's images, in pixels.</param>
    public static ResultTable Of(Experiment table, IReadOnlyList<RunRecord> runs, int side = CrrcdRecipes.HighResolution)
    {
        var rows = table.Rows.ToDictionary(r => r.Key);
        var byRow = runs.ToLookup(r => r.Row);
        var pairs = CrrcdPair.All.Where(p => rows.ContainsKey(CrrcdTables.RowKey("crrcd", p, side))).ToList();
        (string Name, Func<CrrcdPair, string> Key)[] lines =
        [
            ("teacher at 32×32", p => CrrcdTables.TeacherKey(p)), ("no teacher", p => CrrcdTables.AloneKey(p, side)),
            .. CrrcdMethod.All.Select(m => (m.Name, (Func<CrrcdPair, string>)(p => CrrcdTables.RowKey(m.Key, p, side)))),
        ];
        return new ResultTable(
            $"{table.Title}, students at {side}×{side}", [Caption(runs)],
            [new("Method"), .. pairs.SelectMany(p => new Column[] { new($"{p.Name}, paper", Unit.Percent), new("here", Unit.Percent) })],
            [.. lines.Where(line => pairs.Any(p => rows.ContainsKey(line.Key(p)))).Select(line => (Cell[])
                [new Cell.Text(line.Name), .. pairs.SelectMany(p => Cells(rows.GetValueOrDefault(line.Key(p)), byRow[line.Key(p)]))])]);
    }

    private static Cell[] Cells(Row? row, IEnumerable<RunRecord> runs) =>
        [(Cell?)row?.Published ?? new Cell.Text("–"), Cell.Of([.. runs.Select(r => r.Result.Last)])];

    private static string Caption(IReadOnlyList<RunRecord> runs) => runs.Count == 0
        ? "Nothing was run yet."
        : $"Top-1 accuracy after the last epoch, percent; {runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Scale} scale, seeds {string.Join(", ", runs.Select(r => r.Seed).Distinct().Order())}.";
}
