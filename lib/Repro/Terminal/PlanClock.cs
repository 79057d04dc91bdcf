using Repro.Jobs;

namespace Repro.Terminal;

/// <summary>
/// How far a plan has come, and when it will end: what is left, laid out on as many lanes as there are jobs, at the
/// speed at which a lane worked off cost so far. What came from the store, or from a checkpoint, is left out of the
/// speed.
/// </summary>
/// <param name="plan">The runs, each label once.</param>
/// <param name="time">Now.</param>
/// <param name="jobs">How many are worked on at once.</param>
public sealed class PlanClock(IReadOnlyList<PlannedRun> plan, TimeProvider time, int jobs = 1)
{
    private readonly Dictionary<string, double> costs = plan.ToDictionary(run => run.Label, run => run.Cost);
    private readonly List<PlannedRun> waiting = [.. plan];
    private readonly List<RunClock> running = [];
    private double total = plan.Sum(run => run.Cost), finished, worked;
    private TimeSpan spent;
    private int begun;

    /// <summary>Runs in the plan.</summary>
    public int Count => plan.Count;

    /// <summary>Runs that are over: done, or given up.</summary>
    public int Over { get; private set; }

    /// <summary>Part of the plan's cost that is done, 0 to 1.</summary>
    public double PlanFraction =>
        total > 0 ? Math.Min(1, (finished + running.Sum(run => run.Fraction * run.Cost)) / total) : 0;

    /// <summary>Expected time to the end of the plan; null until something was worked off.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            var cost = worked + running.Sum(run => run.Worked);
            if (cost <= 0) return null;
            var laneTime = running.Where(run => run.IsTraining).Aggregate(spent, (sum, run) => sum + run.Elapsed);
            List<PlannedRun> begun = [.. running.Select(run =>
                new PlannedRun(run.Label, run.Cost * (1 - run.Fraction)))];
            return laneTime * (Schedule.Length([.. begun, .. waiting], Math.Max(jobs, begun.Count), begun) / cost);
        }
    }

    /// <summary>A run begins; tell what it returns of its steps, and <see cref="Done"/> of its end.</summary>
    public RunClock Begin(string label, int epochs, int stepsPerEpoch)
    {
        waiting.RemoveAll(run => run.Label == label);
        var run = new RunClock(label, ++begun, costs.GetValueOrDefault(label), epochs, stepsPerEpoch, time);
        running.Add(run);
        return run;
    }

    /// <summary>A run is done.</summary>
    public void Done(RunClock run)
    {
        Leave(run);
        finished += run.Cost;
    }

    /// <summary>A run, begun or not, will not be done.</summary>
    public void GiveUp(string label)
    {
        if (running.Find(run => run.Label == label) is { } begun) Leave(begun);
        else if (waiting.RemoveAll(run => run.Label == label) > 0) Over++;
        total -= costs.GetValueOrDefault(label);
    }

    private void Leave(RunClock run)
    {
        running.Remove(run);
        Over++;
        if (!run.IsTraining) return; // what was only tested says nothing of the speed
        spent += run.Elapsed;
        worked += run.Worked;
    }
}
