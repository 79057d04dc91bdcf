using CrossRes.Results;
using CrossRes.Training;
using Spectre.Console;

namespace Repro.Terminal;

/// <summary>
/// Progress as two bars, the whole plan over the current run, with finished runs as lines above them.
/// </summary>
internal sealed class LiveProgress : IRunProgress
{
    private readonly IAnsiConsole console;
    private readonly PlanClock clock;
    private readonly ProgressTask whole, run;
    private string tested = "";

    public LiveProgress(IAnsiConsole console, ProgressContext context, IReadOnlyList<PlannedRun> plan,
        TimeProvider time)
    {
        this.console = console;
        clock = new PlanClock(plan, time);
        whole = context.AddTask($"{plan.Count} runs", maxValue: 1);
        run = context.AddTask("starting", maxValue: 1);
    }

    public static ProgressColumn[] Columns => [new ProgressBarColumn(), new PercentageColumn(), Description];

    private static TaskDescriptionColumn Description => new() { Alignment = Justify.Left };

    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
        clock.RunStarted(label, epochs, stepsPerEpoch);
        tested = "";
        Show("");
    }

    public void StepDone(int epoch, int step)
    {
        clock.StepDone(epoch, step);
        Show(": " + ProgressText.Step(epoch, clock.Epochs) + tested);
    }

    public void EpochDone(EpochRecord epoch)
    {
        tested = ", last " + ProgressText.Test(epoch);
        Show(": " + ProgressText.Epoch(epoch, clock.Epochs));
    }

    public void RunDone(RunRecord record)
    {
        Note(ProgressText.Done(clock, record));
        clock.RunDone(record);
        Show(" done");
    }

    public void Note(string text) => console.MarkupLineInterpolated($"{text}");

    private void Show(string state)
    {
        whole.Value = clock.PlanFraction;
        whole.Description = Markup.Escape($"run {clock.Position} of {clock.Count}, {ProgressText.Left(clock)}");
        run.Value = clock.RunFraction;
        run.Description = Markup.Escape(clock.Label + state);
    }
}
