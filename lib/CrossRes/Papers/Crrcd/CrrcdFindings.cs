using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>What the runs of CRRCD's tables say, in words made from them.</summary>
internal static class CrrcdFindings
{
    /// <summary>For every pair and side that was run: CRRCD against no teacher, against KD, and against the best of the others, seed by seed.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs)
    {
        var means = runs.GroupBy(r => r.Row).ToDictionary(g => g.Key, g => g.Average(r => r.Result.Last));
        return Comparisons.Say(runs, from pair in CrrcdPair.All
                                     from side in new[] { CrrcdRecipes.HighResolution, 16, 8 }
                                     let key = (Func<CrrcdMethod, string>)(m => CrrcdTables.RowKey(m.Key, pair, side))
                                     let ours = key(CrrcdMethod.Crrcd)
                                     let best = CrrcdMethod.All.Where(m => m != CrrcdMethod.Crrcd && means.ContainsKey(key(m))).MaxBy(m => means[key(m)])
                                     where best is not null
                                     select new Finding($"{pair.Name} at {side}×{side}: CRRCD",
                                     [
                                         new(ours, CrrcdTables.AloneKey(pair, side), "no teacher"),
                                         .. best.Key == "kd" ? Array.Empty<Against>() : [new(ours, CrrcdTables.RowKey("kd", pair, side), "KD")],
                                         new(ours, key(best), $"{best.Name}, the best of the others") { Picked = true },
                                     ]));
    }
}
