using System.Text.Json;
using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>
/// The runs of a table that may stand on one page, from the records alone: its data need not be here.
/// </summary>
public static class StoredRuns
{
    /// <summary>
    /// Groups of runs of one data set, computed by one algorithm, for every choice of given weights and of absent
    /// images that the records know. A run that begins with nothing is in several groups; each run has its row's key.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<RunRecord>> Of(Experiment experiment, Scale scale,
        IReadOnlyList<RunRecord> records)
    {
        var known = records.Where(r => r.Scale == scale.Name).ToList();
        var byRecipe = known.ToLookup(r => r.RecipeDigest);
        return
        [
            .. from algorithm in known.Select(r => r.Algorithm()).Distinct()
               from choice in Choices(scale, known.SelectMany(r => Weights(r.Recipe)))
               from data in Runs(experiment, choice, algorithm, byRecipe).GroupBy(r =>
                   (r.Data.Name, r.Data.Origin, r.Data.Sha256))
               select data.ToList(),
        ];
    }

    private static IEnumerable<RunRecord> Runs(Experiment experiment, Scale scale, int algorithm,
        ILookup<string, RunRecord> byRecipe) =>
        from row in experiment.Trainable
        // two tables may have stored it
        from run in byRecipe[row.Recipe!(scale).At(algorithm).Digest].DistinctBy(r => (r.Seed, r.Data.Sha256))
        select run with { Row = row.Key }; // another table may have trained it

    /// <summary>The scale with each of some weights, or none, and with images left out or not.</summary>
    internal static IEnumerable<Scale> Choices(Scale scale, IEnumerable<string?> weights) =>
        from given in weights.Distinct().Prepend(null)
        from skip in new[] { false, true }
        select scale with { Weights = given, SkipAbsent = skip };

    /// <summary>Checksums of given weights, a recipe's own and its teachers'.</summary>
    internal static IEnumerable<string?> Weights(JsonElement recipe)
    {
        for (JsonElement? stage = recipe; stage is { ValueKind: JsonValueKind.Object } own; stage = own.TryGetProperty(
            "teacher", out var teacher) ? teacher : null)
            if (own.TryGetProperty("weights", out var weights)) yield return weights.GetString();
    }
}
