using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;

namespace Repro.Terminal;

/// <summary>Progress as lines for a log: each run's end, and an epoch at most every few seconds.</summary>
public sealed class PlainProgress(TextWriter output, IReadOnlyList<PlannedRun> plan, TimeProvider time, int jobs = 1)
    : IPlanProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly PlanClock clock = new(plan, time, jobs);
    private readonly TimeProvider time = time;
    private readonly TextWriter output = output;
    private long? lastEpoch;

    /// <inheritdoc/>
    public IRunProgress Lane() => new Lines(this);

    /// <inheritdoc/>
    public void GiveUp(string label, string reason) => clock.GiveUp(label);

    /// <inheritdoc/>
    public void Note(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    private bool IsRecent(long? moment) => moment is { } then && time.GetElapsedTime(then) < Pause;

    private sealed class Lines(PlainProgress all) : IRunProgress
    {
        private RunClock run = null!;
        private long begin;

        public void RunStarted(string label, int epochs, int stepsPerEpoch)
        {
            run = all.clock.Begin(label, epochs, stepsPerEpoch);
            begin = all.time.GetTimestamp();
        }

        public void StepDone(int epoch, int step) => run.StepDone(epoch, step);

        public void EpochDone(EpochRecord epoch)
        {
            if (all.IsRecent(begin) || all.IsRecent(all.lastEpoch)) return;
            all.lastEpoch = all.time.GetTimestamp();
            Note($"{ProgressText.Place(all.clock, run)}: {ProgressText.Epoch(epoch, run.Epochs)}; "
                + ProgressText.Left(all.clock));
        }

        public void RunDone(RunRecord record)
        {
            var line = ProgressText.Done(all.clock, run, record);
            all.clock.Done(run);
            Note(all.clock.Over < all.clock.Count ? $"{line}; {ProgressText.Left(all.clock)}" : line);
        }

        public void Note(string text) => all.Note(text);
    }
}
