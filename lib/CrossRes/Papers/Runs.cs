using System.Text.Json;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using Deedle;

namespace CrossRes.Papers;

/// <summary>Stored runs as a Deedle frame, to filter, pivot and plot in a cell.</summary>
public static class Runs
{
    /// <summary>Every run record below the checkout's <c>results/</c>, or below a folder, ordered by path.</summary>
    /// <exception cref="ResultsException">A record is damaged, or there is no such folder.</exception>
    public static Frame<int, string> Frame(string? folder = null)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new ResultsException(
                $"{folder}: no such folder; name one that holds run records, or none for the kit's own results.");
        return new RunStore(folder ?? Workspace.Find().Results).List().Frame();
    }

    /// <summary>These runs; paper, label and role are missing where no table of the kit has the row.</summary>
    public static Frame<int, string> Frame(this IReadOnlyList<RunRecord> runs) => RunFrame.From(runs, Place);

    private static RunPlace? Place(RunRecord run) =>
        Catalogue.All.FirstOrDefault(e => e.Key == run.Table) is { } table
            && table.Rows.FirstOrDefault(r => r.Key == run.Row) is var row
            ? new(table.Paper, row?.Role.Text(), row?.Label) : null;
}

/// <summary>
/// The runs of a table that may stand on one page, from the records alone: its data need not be here.
/// </summary>
public static class StoredRuns
{
    /// <summary>
    /// Groups of runs of one data set, computed by one algorithm in one precision, for every choice of given weights
    /// and of absent images that the records know. A run that begins with nothing is in several groups; each run has
    /// its row's key.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<RunRecord>> Find(Experiment experiment, Scale scale,
        IReadOnlyList<RunRecord> records)
    {
        var byRecipe = records.ToLookup(r => r.RecipeDigest);
        return
        [
            .. from algorithm in records.Select(r => r.Algorithm()).Distinct()
               from choice in Choices(scale, records)
               from data in Runs(experiment, choice, algorithm, byRecipe).GroupBy(r =>
                   (r.Data.Name, r.Data.Origin, r.Data.Sha256))
               select data.ToList(),
        ];
    }

    /// <summary>
    /// <see cref="Find"/>, but of groups that differ in given weights or absent images alone the largest: students
    /// without a teacher belong to every choice of one.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<RunRecord>> Largest(Experiment experiment, Scale scale,
        IReadOnlyList<RunRecord> records) =>
        [.. from runs in Find(experiment, scale, records)
            let first = runs[0]
            group runs by (first.Data.Name, first.Data.Origin, first.Data.Sha256, first.Algorithm(),
                first.Precision()) into same
            select same.MaxBy(runs => runs.Count)!];

    private static IEnumerable<RunRecord> Runs(Experiment experiment, Scale scale, int algorithm,
        ILookup<string, RunRecord> byRecipe) =>
        from row in experiment.Trainable
        // two tables may have stored it
        from run in byRecipe[row.Recipe!(scale).At(algorithm).Digest].DistinctBy(r => (r.Seed, r.Data.Sha256))
        // another table, or a scale that takes the row as this one does, may have trained it
        select run with { Row = row.Key, Scale = scale.Name };

    /// <summary>
    /// The scale in each precision of some runs, with each of the weights that were given for them, or none, and with
    /// images left out or not.
    /// </summary>
    internal static IEnumerable<Scale> Choices(Scale scale, IReadOnlyList<RunRecord> runs) =>
        from precision in runs.Select(r => r.Precision()).Distinct()
            .Select(one => one == MixedPrecision.Float32 ? null : one).Order()
        from given in runs.SelectMany(r => Weights(r.Recipe)).Distinct().Prepend(null)
        from skip in new[] { false, true }
        select scale with { Weights = given, SkipAbsent = skip, Precision = precision };

    /// <summary>Checksums of given weights, a recipe's own and its teachers'.</summary>
    private static IEnumerable<string?> Weights(JsonElement recipe)
    {
        for (JsonElement? stage = recipe; stage is { ValueKind: JsonValueKind.Object } own; stage = own.TryGetProperty(
            "teacher", out var teacher) ? teacher : null)
            if (own.TryGetProperty("weights", out var weights)) yield return weights.GetString();
    }
}
