using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Terminal;

/// <summary>
/// How far a plan has come, and when it will end: the cost that is left over the speed at which cost was worked off so
/// far. What came from the store, or from a checkpoint, is left out of the speed.
/// </summary>
public sealed class PlanClock(IReadOnlyList<PlannedRun> plan, TimeProvider time) : IRunProgress
{
    private readonly Dictionary<string, double> costs = plan.ToDictionary(run => run.Label, run => run.Cost);
    private readonly double total = plan.Sum(run => run.Cost);
    private double finished, worked, current, fraction;
    private int epochs, steps;
    private long? begin;
    private bool stepped;

    /// <summary>Runs in the plan.</summary>
    public int Count => plan.Count;

    /// <summary>The current run's place among those started, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>The current run, empty before the first.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Epochs of the current run.</summary>
    public int Epochs => epochs;

    /// <summary>Part of the current run that is done, 0 to 1.</summary>
    public double RunFraction => fraction;

    /// <summary>Part of the plan's cost that is done, 0 to 1.</summary>
    public double PlanFraction => total > 0 ? Math.Min(1, (finished + fraction * current) / total) : 0;

    /// <summary>Whether the current run was trained here, not found in the store.</summary>
    public bool IsTraining => stepped;

    /// <summary>Expected time to the end of the plan; null until something was worked off.</summary>
    public TimeSpan? Remaining => begin is { } since && worked > 0
        ? time.GetElapsedTime(since) * ((1 - PlanFraction) * total / worked)
        : null;

    /// <inheritdoc/>
    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        (Label, this.epochs, steps) = (label, epochs, stepsPerEpoch);
        (current, fraction, stepped) = (costs.GetValueOrDefault(label), 0, false);
        begin ??= time.GetTimestamp();
        Position++;
    }

    /// <inheritdoc/>
    public void StepDone(int epoch, int step)
    {
        double all = (double)epochs * steps, done = (epoch - 1) * (double)steps + step;
        var before = stepped ? fraction : (done - 1) / all;
        fraction = done / all;
        worked += (fraction - before) * current;
        stepped = true;
    }

    /// <inheritdoc/>
    public void EpochDone(EpochRecord epoch)
    {
    }

    /// <inheritdoc/>
    public void RunDone(RunRecord record)
    {
        finished += current;
        (current, fraction) = (0, 0);
        if (worked == 0) begin = null; // what was only tested says nothing of the speed
    }

    /// <inheritdoc/>
    public void Note(string text)
    {
    }
}
