using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>One run of a plan.</summary>
/// <param name="Row">Of the table.</param>
/// <param name="Seed">Of every random stream.</param>
/// <param name="Stored">The finished run, where nothing is to be done.</param>
public sealed record PlannedStep(Row Row, long Seed, RunRecord? Stored)
{
    /// <summary>How the run is announced.</summary>
    public string Label => $"{Row.Key} seed {Seed}";
}
