namespace Repro.Terminal;

/// <summary>A run that is going to be asked for.</summary>
/// <param name="Label">As the trainer will announce it.</param>
/// <param name="Cost">Expected work in any one unit, e.g. multiplications; only ratios between runs matter.</param>
public sealed record PlannedRun(string Label, double Cost);
