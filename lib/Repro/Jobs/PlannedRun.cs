namespace Repro.Jobs;

/// <summary>A run that is going to be asked for.</summary>
/// <param name="Label">As the trainer will announce it.</param>
/// <param name="Cost">Expected work in any one unit, e.g. multiplications; only ratios between runs matter.</param>
public sealed record PlannedRun(string Label, double Cost)
{
    /// <summary>Labels of the runs that must be done before; one that is not in the plan is done.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>What is trained, by its key in the table.</summary>
    public string Row { get; init; } = "";

    /// <summary>Of every random stream.</summary>
    public long Seed { get; init; }

    /// <summary>What it is known by: the same for a run that two tables share.</summary>
    public string Id { get; init; } = "";
}
