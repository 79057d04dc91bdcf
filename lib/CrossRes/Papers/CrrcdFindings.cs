using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What the runs of CRRCD's tables say, in words made from them.</summary>
internal static class CrrcdFindings
{
    /// <summary>For every pair and side that was run: CRRCD against no teacher, against KD, and against the best of the others, seed by seed.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return [.. from pair in CrrcdPair.All
                   from side in new[] { CrrcdRecipes.HighResolution, 16, 8 }
                   let ours = CrrcdTables.RowKey(CrrcdMethod.Crrcd.Key, pair, side)
                   let others = CrrcdMethod.All.Where(m => m != CrrcdMethod.Crrcd && byRow[CrrcdTables.RowKey(m.Key, pair, side)].Any()).ToList()
                   where byRow[ours].Any() && others.Count > 0
                   let best = others.MaxBy(m => byRow[CrrcdTables.RowKey(m.Key, pair, side)].Average(r => r.Result.Last))!
                   select $"{pair.Name} at {side}×{side}: CRRCD {HorkdTable1Findings.Against(byRow, ours, CrrcdTables.AloneKey(pair, side), "no teacher")}; "
                       + $"{HorkdTable1Findings.Against(byRow, ours, CrrcdTables.RowKey(best.Key, pair, side), $"{best.Name}, the best of the others")}."];
    }
}
