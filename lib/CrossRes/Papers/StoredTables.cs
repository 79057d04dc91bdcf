using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What was measured of a table, from the records alone: its data need not be here.</summary>
public static class StoredTables
{
    /// <summary>The published table beside the runs of each data set and algorithm; without any run where there is none.</summary>
    public static IReadOnlyList<ResultTable> Of(Experiment experiment, Scale scale, RunStore store)
    {
        var measured = from runs in StoredRuns.Of(experiment, scale, store.List())
                       let first = runs[0]
                       group runs by (first.Data.Name, first.Data.Origin, first.Data.Sha256, first.Algorithm()) into same
                       select same.MaxBy(runs => runs.Count)!; // students without a teacher belong to every choice of one
        return [.. measured.DefaultIfEmpty([]).Select(experiment.Table)];
    }
}
