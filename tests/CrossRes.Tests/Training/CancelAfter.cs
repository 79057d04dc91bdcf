using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Tests.Training;

/// <summary>Cancels once a number of steps are done, and remembers what it was told.</summary>
internal sealed class CancelAfter(int steps) : IRunProgress
{
    private readonly CancellationTokenSource source = new();
    private int done;

    internal CancellationToken Token => source.Token;

    internal List<string> Trained { get; } = [];

    internal List<string> Notes { get; } = [];

    public void RunStarted(string label, int epochs, int stepsPerEpoch) => Trained.Add(label);

    public void StepDone(int epoch, int step)
    {
        if (++done == steps) source.Cancel();
    }

    internal Action<EpochRecord>? OnEpoch { get; init; }

    public void EpochDone(EpochRecord epoch) => OnEpoch?.Invoke(epoch);

    public void RunDone(RunRecord record) { }

    public void Note(string text) => Notes.Add(text);
}
