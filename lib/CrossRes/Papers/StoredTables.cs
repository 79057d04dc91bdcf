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
        var measured = from choice in Choices(scale, records.SelectMany(r => Weights(r.Recipe)))
                       from data in Runs(experiment, choice, byRecipe).GroupBy(r => (r.Data.Name, r.Data.Origin, r.Data.Sha256))
                       group data.ToList() by data.Key into same
                       select same.MaxBy(runs => runs.Count)!; // students without a teacher belong to every choice of one
        return [.. measured.DefaultIfEmpty([]).Select(experiment.Table)];
    }

    /// <summary>
    /// Tables with stored runs whose rows are trained by another recipe now, because a scale or a recipe was changed: key,
    /// such runs, and all of the table's runs at the scale. Runs of an older algorithm are not counted: tables say so.
    /// </summary>
    public static IReadOnlyList<(string Table, int Stale, int All)> Stale(Scale scale, RunStore store)
    {
        return
        [
            .. from run in store.List()
               where run.Scale == scale.Name && run.Algorithm() == Recipe.CurrentAlgorithm
               let table = Catalogue.All.FirstOrDefault(e => e.Key == run.Table)
               let row = table?.Rows.Concat(table.Pretraining).FirstOrDefault(r => r.Key == run.Row && r.Recipe is not null)
               where row is not null
               group Choices(scale, Weights(run.Recipe)).All(choice => row.Recipe!(choice).Digest != run.RecipeDigest) by run.Table into runs
               where runs.Any(stale => stale)
               select (runs.Key, runs.Count(stale => stale), runs.Count()),
        ];
    }

    /// <summary>The scale with each of some weights, or none, and with images left out or not.</summary>
    private static IEnumerable<Scale> Choices(Scale scale, IEnumerable<string?> weights) =>
        from given in weights.Distinct().Prepend(null)
        from skip in new[] { false, true }
        select scale with { Weights = given, SkipAbsent = skip };

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
