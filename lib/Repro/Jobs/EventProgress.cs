using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>
/// Writes down how runs go, for a worker's parent or for whoever looks later; of the steps a run's first, each epoch's
/// last, and one now and then.
/// </summary>
/// <param name="pause">Between steps that are told; null: a tenth of a second.</param>
internal sealed class EventProgress(TextWriter output, TimeProvider time, TimeSpan? pause = null) : IRunProgress
{
    private readonly TimeSpan pause = pause ?? TimeSpan.FromMilliseconds(100);
    private WorkerEvent.Step? untold;
    private long? last;

    /// <summary>Whether an epoch was done, so that what is stopped now goes on later.</summary>
    internal bool HasEpoch { get; private set; }

    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        (untold, last) = (null, null);
        Send(new WorkerEvent.Started(label, epochs, stepsPerEpoch));
    }

    public void StepDone(int epoch, int step)
    {
        untold = new WorkerEvent.Step(epoch, step);
        if (last is { } since && time.GetElapsedTime(since) < pause) return;
        SendStep();
        last = time.GetTimestamp();
    }

    public void EpochDone(EpochRecord epoch)
    {
        HasEpoch = true;
        SendStep();
        Send(new WorkerEvent.Epoch(epoch));
    }

    public void RunDone(RunRecord record) => Send(new WorkerEvent.Done(record));

    public void Note(string text) => Send(new WorkerEvent.Note(text));

    internal void Send(WorkerEvent told)
    {
        output.WriteLine(told.ToJson());
        output.Flush();
    }

    private void SendStep()
    {
        if (untold is not null) Send(untold);
        untold = null;
    }
}
