namespace Repro.Jobs;

/// <summary>Foretells a plan whose runs are worked on side by side.</summary>
public static class Schedule
{
    /// <summary>From now to the end of the last run, in the unit of the costs.</summary>
    /// <param name="runs">What is left of each.</param>
    /// <param name="jobs">How many are worked on at once.</param>
    /// <param name="begun">Those among them that are worked on already.</param>
    public static double Length(IReadOnlyList<PlannedRun> runs, int jobs, IEnumerable<PlannedRun>? begun = null)
    {
        var agenda = new Agenda(runs);
        var busy = new PriorityQueue<PlannedRun, double>();
        var now = 0.0;
        foreach (var run in begun ?? []) Begin(run);
        while (true)
        {
            while (busy.Count < jobs && agenda.Next is { } next) Begin(next);
            if (!busy.TryDequeue(out var done, out var end)) return now;
            now = end;
            agenda.Done(done);
        }

        void Begin(PlannedRun run)
        {
            agenda.Begin(run);
            busy.Enqueue(run, now + run.Cost);
        }
    }

    /// <summary>Whether each run waits for the one before it, so that two can never be worked on at once.</summary>
    public static bool IsChain(IReadOnlyList<PlannedRun> plan) =>
        plan.Zip(plan.Skip(1)).All(pair => pair.Second.After.Contains(pair.First.Label));
}
