using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>
/// What a trainer tells while it works, in the order started, steps and epochs, done. A run that was found in the store
/// is started and done without a step between; a resumed run begins with a later epoch. Called from one thread.
/// </summary>
public interface IRunProgress
{
    /// <param name="label">The run's name, e.g. <c>our-16-r seed 1</c>.</param>
    /// <param name="epochs">Epochs that the whole run takes.</param>
    /// <param name="stepsPerEpoch">Optimizer steps in each.</param>
    void RunStarted(string label, int epochs, int stepsPerEpoch);

    /// <param name="epoch">From 1.</param>
    /// <param name="step">Within the epoch, from 1.</param>
    void StepDone(int epoch, int step);

    /// <param name="epoch">The finished epoch, tested.</param>
    void EpochDone(EpochRecord epoch);

    /// <param name="record">The finished or stored run.</param>
    void RunDone(RunRecord record);

    /// <param name="text">A line for the reader.</param>
    void Note(string text);
}
