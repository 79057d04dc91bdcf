using System.Globalization;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>One line per finished run, without times, so that a notebook that ran twice reads the same.</summary>
public sealed class LineProgress(TextWriter writer) : IRunProgress
{
    public void RunStarted(string label, int epochs, int stepsPerEpoch) { }

    public void StepDone(int epoch, int step, double loss) { }

    public void EpochDone(EpochRecord epoch) { }

    public void RunDone(RunRecord record) => writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{record.Row} seed {record.Seed}: {record.Result.Last:F2} % {record.Result.Score} after the last epoch (best {record.Result.Best:F2} %)"));

    public void Note(string text) => writer.WriteLine(text);
}
