namespace Repro.Jobs;

/// <summary>The runs of a plan that were not trained, and why.</summary>
/// <param name="count">Runs of the plan.</param>
internal sealed class LostRuns(int count)
{
    private readonly List<(string Label, string Reason)> all = [];

    internal void Add(string label, string reason) => all.Add((label, reason));

    /// <summary>The reason of a run that needs one that was lost.</summary>
    internal static string Needs(string label) => $"needs {label}";

    /// <summary>What reasons have in common that name each a file of their own.</summary>
    internal static string Kind(string reason) =>
        reason.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && Path.IsPathRooted(reason[..colon])
            ? reason[colon..] : reason;

    /// <exception cref="UnfinishedException">There are some; each reason is said once, after its runs.</exception>
    internal void Require()
    {
        if (all.Count == 0) return;
        var reasons = all.GroupBy(loss => Kind(loss.Reason)).Select(same =>
            $"{string.Join(", ", same.Select(loss => loss.Label))} ({same.First().Reason.Split('\n')[0].Trim()})");
        throw new UnfinishedException(
            $"{all.Count} of {count} runs were not trained: {string.Join("; ", reasons)}. The others are stored; the "
                + "same command goes on with what is missing");
    }
}
