using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>Shows how a plan is worked off, and writes it down for <c>repro status</c>.</summary>
internal sealed class RecordedProgress(IPlanProgress shown, PlanFolder folder) : IPlanProgress
{
    public IRunProgress Lane() => new Written(shown.Lane(), folder);

    public void GiveUp(string label, string reason)
    {
        using (var output = folder.Append(label)) output.WriteLine(new WorkerEvent.Failed(reason).ToJson());
        shown.GiveUp(label, reason);
    }

    public void Note(string text) => shown.Note(text);

    private sealed class Written(IRunProgress shown, PlanFolder folder) : IRunProgress
    {
        private StreamWriter? output;
        private EventProgress? written;

        public void RunStarted(string label, int epochs, int stepsPerEpoch)
        {
            output?.Dispose(); // of one that was given up
            output = folder.Append(label);
            written = new EventProgress(output, TimeProvider.System);
            written.RunStarted(label, epochs, stepsPerEpoch);
            shown.RunStarted(label, epochs, stepsPerEpoch);
        }

        public void StepDone(int epoch, int step) => shown.StepDone(epoch, step);

        public void EpochDone(EpochRecord epoch)
        {
            written?.EpochDone(epoch);
            shown.EpochDone(epoch);
        }

        public void RunDone(RunRecord record)
        {
            written?.RunDone(record);
            output?.Dispose();
            (output, written) = (null, null);
            shown.RunDone(record);
        }

        public void Note(string text) => shown.Note(text);
    }
}
