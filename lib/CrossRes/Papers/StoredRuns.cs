using System.Text.Json;
using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>The runs of a table that may stand on one page, from the records alone: its data need not be here.</summary>
public static class StoredRuns
{
    /// <summary>
    /// Groups of runs of one data set, computed by one algorithm, for every choice of given weights and of absent images that
    /// the records know. A run that begins with nothing is in several groups; each run has its row's key.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<RunRecord>> Of(Experiment experiment, Scale scale, IReadOnlyList<RunRecord> records)
    {
        var known = records.Where(r => r.Scale == scale.Name).ToList();
        var byRecipe = known.ToLookup(r => r.RecipeDigest);
        return
        [
            .. from algorithm in known.Select(r => r.Algorithm()).Distinct()
               from weights in known.SelectMany(r => Weights(r.Recipe)).Distinct().Prepend(null)
               from skip in new[] { false, true }
               let choice = scale with { Weights = weights, SkipAbsent = skip }
               from data in Runs(experiment, choice, algorithm, byRecipe).GroupBy(r => (r.Data.Name, r.Data.Origin, r.Data.Sha256))
               select data.ToList(),
        ];
    }

    private static IEnumerable<RunRecord> Runs(Experiment experiment, Scale scale, int algorithm, ILookup<string, RunRecord> byRecipe) =>
        from row in experiment.Trainable
        from run in byRecipe[row.Recipe!(scale).At(algorithm).Digest].DistinctBy(r => (r.Seed, r.Data.Sha256)) // two tables may have stored it
        select run with { Row = row.Key }; // another table may have trained it

    /// <summary>Checksums of given weights, a recipe's own and its teachers'.</summary>
    private static IEnumerable<string?> Weights(JsonElement recipe)
    {
        for (JsonElement? stage = recipe; stage is { ValueKind: JsonValueKind.Object } own; stage = own.TryGetProperty("teacher", out var teacher) ? teacher : null)
            if (own.TryGetProperty("weights", out var weights)) yield return weights.GetString();
    }
}
