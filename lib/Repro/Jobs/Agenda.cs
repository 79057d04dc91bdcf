namespace Repro.Jobs;

/// <summary>
/// What is left of a plan, and which run begins next: one whose stages are done, and of these the one with the longest
/// chain of runs that wait for each other behind it.
/// </summary>
public sealed class Agenda
{
    private readonly List<PlannedRun> waiting;
    private readonly HashSet<string> open;

    /// <param name="plan">Each label once.</param>
    public Agenda(IReadOnlyList<PlannedRun> plan)
    {
        var chains = Chains(plan);
        waiting = [.. plan.OrderByDescending(run => chains[run.Label])]; // of equals the first in the plan
        open = [.. plan.Select(run => run.Label)];
    }

    /// <summary>Whether every run was begun or given up.</summary>
    public bool IsEmpty => waiting.Count == 0;

    /// <summary>The run to begin next; null where each must wait, or none is left.</summary>
    public PlannedRun? Next => waiting.Find(run => !run.After.Any(open.Contains));

    /// <summary>It is worked on.</summary>
    public void Begin(PlannedRun run) => waiting.Remove(run);

    /// <summary>It was begun, and is to be begun once more.</summary>
    public void PutBack(PlannedRun run) => waiting.Insert(0, run);

    /// <summary>It is done: those that wait for nothing else may begin.</summary>
    public void Done(PlannedRun run) => open.Remove(run.Label);

    /// <summary>It will not be done, and neither will those that wait for it.</summary>
    /// <returns>These.</returns>
    public IReadOnlyList<PlannedRun> GiveUp(PlannedRun run)
    {
        HashSet<string> lost = [run.Label];
        List<PlannedRun> given = [];
        while (waiting.Find(other => other.After.Any(lost.Contains)) is { } next)
        {
            waiting.Remove(next);
            lost.Add(next.Label);
            given.Add(next);
        }
        return given;
    }

    /// <summary>What each run costs together with the dearest chain of runs after it.</summary>
    private static Dictionary<string, double> Chains(IReadOnlyList<PlannedRun> plan)
    {
        var after = plan.SelectMany(run => run.After.Select(stage => (stage, run)))
            .ToLookup(pair => pair.stage, pair => pair.run);
        var chains = new Dictionary<string, double>();
        foreach (var run in plan) Chain(run);
        return chains;

        double Chain(PlannedRun run)
        {
            if (!chains.TryGetValue(run.Label, out var cost))
                chains[run.Label] = cost = run.Cost + after[run.Label].Select(Chain).DefaultIfEmpty().Max();
            return cost;
        }
    }
}
