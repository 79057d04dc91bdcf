using CrossRes.Experiments;
using CrossRes.Results;

namespace Repro.Verify;

/// <summary>A stored table with the runs that it shows.</summary>
/// <param name="Folder">From the results folder: <c>table/scale-data</c>; empty where nothing is stored.</param>
/// <param name="Experiment">The table or figure.</param>
/// <param name="Runs">Each with its row's key.</param>
internal sealed record StoredPage(string Folder, Experiment Experiment, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>Whether it measures something: neither stand-in images nor the smallest scale do.</summary>
    internal bool IsMeasurement => Tells(Runs[0]);

    /// <summary>Whether a run's number means something to a reader of the paper.</summary>
    internal static bool Tells(RunRecord run) =>
        run.Data.Origin != RunData.Synthetic && run.Scale != Scale.Tiny.Name;
}
