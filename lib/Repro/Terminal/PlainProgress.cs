using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Terminal;

/// <summary>Progress as lines for a log: each run's start and end, and an epoch at most every few seconds.</summary>
public sealed class PlainProgress(TextWriter output, IReadOnlyList<PlannedRun> plan, TimeProvider time) : IRunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly PlanClock clock = new(plan, time);
    private long lastLine;

    /// <inheritdoc/>
    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        clock.RunStarted(label, epochs, stepsPerEpoch);
        lastLine = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public void StepDone(int epoch, int step) => clock.StepDone(epoch, step);

    /// <inheritdoc/>
    public void EpochDone(EpochRecord epoch)
    {
        if (time.GetElapsedTime(lastLine) < Pause)
            return;
        lastLine = time.GetTimestamp();
        Note($"{ProgressText.Place(clock)}: {ProgressText.Epoch(epoch, clock.Epochs)}; {ProgressText.Left(clock)}");
    }

    /// <inheritdoc/>
    public void RunDone(RunRecord record)
    {
        var line = ProgressText.Done(clock, record);
        clock.RunDone(record);
        Note(clock.Position < clock.Count ? $"{line}; {ProgressText.Left(clock)}" : line);
    }

    /// <inheritdoc/>
    public void Note(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
