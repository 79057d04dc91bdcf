using CrossRes.Results;
using Plotly.NET;

namespace CrossRes.Papers.Crrcd;

/// <summary>What each method adds to students without a teacher, for the pairs that were run.</summary>
internal static class CrrcdFigure
{
    private static readonly (string Name, string Key)[] Methods =
        [.. CrrcdMethod.All.Where(m => m.Losses is not null).Select(m => (m.Name, m.Key))];

    private static readonly TaughtStudent[] Students =
        [.. from side in new[] { CrrcdRecipes.HighResolution, 16, 8 }
            from pair in CrrcdPair.All
            select new TaughtStudent($"{pair.Name} at {side}×{side}", CrrcdTables.AloneKey(pair, side), method => CrrcdTables.RowKey(method, pair, side))];

    internal static GenericChart Of(IReadOnlyList<RunRecord> runs)
    {
        var measured = runs.Select(r => r.Row).ToHashSet();
        return MethodFigure.Of(runs,
            [.. Methods.Where(m => Students.Any(s => measured.Contains(s.Row(m.Key))))],
            [.. Students.Where(s => Methods.Any(m => measured.Contains(s.Row(m.Key))))]);
    }
}
