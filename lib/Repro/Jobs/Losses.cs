namespace Repro.Jobs;

/// <summary>The runs of a plan that were not trained, and why.</summary>
/// <param name="count">Runs of the plan.</param>
internal sealed class Losses(int count)
{
    private readonly List<(string Label, string Reason)> all = [];

    internal void Add(string label, string reason) => all.Add((label, reason));

    /// <param name="needed">Another run that was lost.</param>
    internal void Add(string label, PlannedRun needed) => Add(label, $"needs {needed.Label}");

    /// <exception cref="UnfinishedException">There are some; each reason is said once, before its runs.</exception>
    internal void Require()
    {
        if (all.Count == 0) return;
        var reasons = all.GroupBy(loss => loss.Reason.Split('\n')[0].Trim(), loss => loss.Label)
            .Select(same => $"{string.Join(", ", same)} ({same.Key})");
        throw new UnfinishedException(
            $"{all.Count} of {count} runs were not trained: {string.Join("; ", reasons)}. The others are stored; the "
                + "same command goes on with what is missing");
    }
}
