using CrossRes.Results;
using CrossRes.Training;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>Counts the tensors that are alive after each step.</summary>
internal sealed class TensorCount : IRunProgress
{
    internal List<long> Seen { get; } = [];

    public void StepDone(int epoch, int step) => Seen.Add(Tensor.TotalCount);

    public void RunStarted(string label, int epochs, int stepsPerEpoch) { }

    public void EpochDone(EpochRecord epoch) { }

    public void RunDone(RunRecord record) { }

    public void Note(string text) { }
}
