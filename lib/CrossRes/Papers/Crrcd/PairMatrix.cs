using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// CRRCD's Tables I and II in the paper's own shape: a line per method, two columns per pair of networks, printed and
/// measured.
/// </summary>
public static class PairMatrix
{
    /// <param name="table">One of <see cref="CrrcdTables"/>.</param>
    /// <param name="runs">Of one scale and data set.</param>
    /// <param name="side">Of the student's images, in pixels.</param>
    public static ResultTable Create(Experiment table, IReadOnlyList<RunRecord> runs,
        int side = CrrcdRecipes.HighResolution)
    {
        var byRow = runs.ToLookup(r => r.Row);
        Row? Find(Method method, Student student) =>
            table.Rows.FirstOrDefault(r => r.Method == method && r.Student == student);
        var pairs = CrrcdPair.All.Where(p => Find(Methods.Crrcd, p.At(side)) is not null).ToList();
        (string Name, Func<CrrcdPair, Row?> Row)[] lines =
        [
            ("teacher at 32×32", p => Find(Method.Teacher, p.Teacher.At(CrrcdRecipes.HighResolution))),
            (Method.Alone.Name, p => Find(Method.Alone, p.Student.At(side))),
            .. Methods.OfCrrcd.Select(m => (m.Name, (Func<CrrcdPair, Row?>)(p => Find(m, p.At(side))))),
        ];
        return new ResultTable(
            $"{table.Title}, students at {side}×{side}", [Caption(runs)],
            [new("Method"), .. pairs.SelectMany(p =>
                new Column[] { new($"{p.Name}, paper", Unit.Percent), new("here", Unit.Percent) })],
            [
                .. from line in lines
                   let cells = pairs.Select(line.Row).ToList()
                   where cells.Exists(row => row is not null)
                   select (Cell[])[new Cell.Text(line.Name), .. cells.SelectMany(row => Cells(row, byRow))],
            ]);
    }

    private static Cell[] Cells(Row? row, ILookup<string, RunRecord> byRow) =>
    [
        (Cell?)row?.Published ?? new Cell.Text("–"),
        Cell.From(row is null ? [] : [.. byRow[row.Key].Select(r => r.Result.Last)]),
    ];

    private static string Caption(IReadOnlyList<RunRecord> runs) => runs.Count == 0
        ? "Nothing was run yet."
        : $"Top-1 accuracy after the last epoch, percent; {runs[0].Data.Name} ({runs[0].Data.Origin}), "
            + $"{runs[0].Setting()}, seeds {string.Join(", ", runs.Select(r => r.Seed).Distinct().Order())}.";
}
