using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>
/// Tells a worker's parent how its runs go; of the steps a run's first, each epoch's last, and a few a second.
/// </summary>
internal sealed class EventProgress(TextWriter output, TimeProvider time) : IRunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private WorkerEvent.Step? untold;
    private long? last;

    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        (untold, last) = (null, null);
        Send(new WorkerEvent.Started(label, epochs, stepsPerEpoch));
    }

    public void StepDone(int epoch, int step)
    {
        untold = new WorkerEvent.Step(epoch, step);
        if (last is { } since && time.GetElapsedTime(since) < Pause) return;
        SendStep();
        last = time.GetTimestamp();
    }

    public void EpochDone(EpochRecord epoch)
    {
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
