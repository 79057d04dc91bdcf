using System.Text.Json;
using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What was measured of a table, from the records alone: its data need not be here.</summary>
public static class StoredTables
{
    /// <summary>The published table beside the runs of each data set; without any run where there is none.</summary>
    public static IReadOnlyList<ResultTable> Of(Experiment experiment, Scale scale, RunStore store)
    {
        var records = store.List();
        var byRecipe = records.ToLookup(r => r.RecipeDigest);
        var choices = from weights in records.SelectMany(r => Weights(r.Recipe)).Distinct().Prepend(null)
                      from skip in new[] { false, true }
                      select scale with { Weights = weights, SkipAbsent = skip };
        var measured = from choice in choices
                       from data in Runs(experiment, choice, byRecipe).GroupBy(r => (r.Data.Name, r.Data.Origin, r.Data.Sha256))
                       group data.ToList() by data.Key into same
                       select same.MaxBy(runs => runs.Count)!; // students without a teacher belong to every choice of one
        return [.. measured.DefaultIfEmpty([]).Select(experiment.Table)];
    }

    private static IEnumerable<RunRecord> Runs(Experiment experiment, Scale scale, ILookup<string, RunRecord> byRecipe) =>
        from row in experiment.Trainable
        from run in byRecipe[row.Recipe!(scale).Digest]
        where run.Scale == scale.Name
        select run with { Row = row.Key }; // another table may have trained it

    /// <summary>Checksums of given weights, a recipe's own and its teachers'.</summary>
    private static IEnumerable<string?> Weights(JsonElement recipe)
    {
        for (JsonElement? stage = recipe; stage is { ValueKind: JsonValueKind.Object } own; stage = own.TryGetProperty("teacher", out var teacher) ? teacher : null)
            if (own.TryGetProperty("weights", out var weights)) yield return weights.GetString();
    }
}
