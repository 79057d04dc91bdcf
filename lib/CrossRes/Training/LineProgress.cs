using System.Diagnostics;
using System.Globalization;
using CrossRes.Display;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>
/// One line per finished run, without times, so that a notebook that ran twice reads the same. In a notebook a bar
/// shows where a run stands while it trains; a run that is interrupted leaves it with its curve.
/// </summary>
/// <param name="writer">Null: the console, as it is when a line is written; a notebook's cell may have one of its
/// own.</param>
public sealed class LineProgress(TextWriter? writer = null) : IRunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch sinceStart = new(), sinceShown = new();
    private readonly List<EpochRecord> epochs = [];
    private IDisplayed? shown;
    private string label = "";
    private int total, stepsPerEpoch, firstStep;

    private TextWriter Writer => writer ?? Console.Out;

    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        (this.label, total, this.stepsPerEpoch, firstStep, shown) = (label, epochs, stepsPerEpoch, -1, null);
        this.epochs.Clear();
        sinceStart.Restart();
        sinceShown.Restart();
    }

    public void StepDone(int epoch, int step)
    {
        var done = (epoch - 1) * stepsPerEpoch + step;
        if (firstStep < 0) firstStep = done - 1; // a resumed run
        if (sinceShown.Elapsed > Pause) Show(done);
    }

    public void EpochDone(EpochRecord epoch)
    {
        epochs.Add(epoch);
        if (epoch.Epoch < total) Show(epoch.Epoch * stepsPerEpoch);
        else shown?.Update(TrainingView.Empty);
    }

    public void RunDone(RunRecord record)
    {
        Writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{record.Row} seed {record.Seed}: {record.Result.Last:F2} % {record.Result.Score} after the last epoch "
                + $"(best {record.Result.Best:F2} %)"));
    }

    public void Note(string text) => Writer.WriteLine(text);

    private void Show(int done)
    {
        if (NotebookDisplay.Current is not { } display) return;
        var all = total * stepsPerEpoch;
        TimeSpan? left = done > firstStep ? sinceStart.Elapsed * ((double)(all - done) / (done - firstStep)) : null;
        var view = new TrainingView(label, (double)done / all, [.. epochs], total, left);
        if (shown is null) shown = display.Show(view);
        else shown.Update(view);
        sinceShown.Restart();
    }
}
