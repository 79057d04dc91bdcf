using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What was measured of a table, from the records alone: its data need not be here.</summary>
public static class StoredTables
{
    /// <summary>
    /// The published table beside the runs of each data set, algorithm and precision; without any run where there is
    /// none.
    /// </summary>
    public static IReadOnlyList<ResultTable> Build(Experiment experiment, Scale scale, RunStore store) =>
        [.. StoredRuns.Largest(experiment, scale, store.List()).DefaultIfEmpty([]).Select(experiment.Table)];

    /// <summary>
    /// Tables with stored runs whose rows are trained by another recipe now, because a scale or a recipe was changed:
    /// key, such runs, and all of the table's runs at the scale. Runs of an older algorithm are not counted: tables say
    /// so.
    /// </summary>
    public static IReadOnlyList<(string Table, int Stale, int All)> Stale(Scale scale, RunStore store)
    {
        return
        [
            .. from run in store.List()
               where run.Scale == scale.Name && run.Algorithm() == RunRecord.CurrentAlgorithm
               let table = Catalogue.All.Concat(Catalogue.Beforehand).FirstOrDefault(e => e.Key == run.Table)
               let row = table?.Rows.Concat(table.Pretraining).FirstOrDefault(r =>
                   r.Key == run.Row && r.Recipe is not null)
               where row is not null
               group StoredRuns.Choices(scale, [run]).All(choice =>
                   row.Recipe!(choice).Digest != run.RecipeDigest) by run.Table into runs
               where runs.Any(stale => stale)
               select (runs.Key, runs.Count(stale => stale), runs.Count()),
        ];
    }
}
