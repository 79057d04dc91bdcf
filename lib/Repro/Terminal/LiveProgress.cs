using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Spectre.Console;

namespace Repro.Terminal;

/// <summary>
/// Progress as bars, the whole plan over a bar for each run that is worked on, with finished runs as lines above them.
/// </summary>
internal sealed class LiveProgress : IPlanProgress
{
    /// <summary>A full bar is hidden; a run whose steps are done is still tested and stored.</summary>
    private const double AlmostFull = 0.9999;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private readonly TimeProvider time;
    private readonly PlanClock clock;
    private readonly ProgressTask whole;
    private readonly List<Bar> bars = [];
    private long? shown;

    public LiveProgress(IAnsiConsole console, ProgressContext context, IReadOnlyList<PlannedRun> plan,
        TimeProvider time, int jobs)
    {
        (this.console, this.context, this.time) = (console, context, time);
        clock = new PlanClock(plan, time, jobs);
        whole = context.AddTask($"{plan.Count} runs", maxValue: 1);
    }

    public static ProgressColumn[] Columns => [new ProgressBarColumn(), new PercentageColumn(), Description];

    private static TaskDescriptionColumn Description => new() { Alignment = Justify.Left };

    public IRunProgress Lane()
    {
        var bar = new Bar(this);
        bars.Add(bar);
        return bar;
    }

    public void GiveUp(string label, string reason)
    {
        clock.GiveUp(label);
        bars.Find(bar => bar.Label == label)?.Hide();
        ShowPlan();
    }

    public void Note(string text) => console.MarkupLineInterpolated($"{text}");

    /// <summary>What is left is worked out a few times a second, not at every step.</summary>
    private void ShowPlan(bool atOnce = true)
    {
        if (!atOnce && shown is { } last && time.GetElapsedTime(last) < Pause) return;
        shown = time.GetTimestamp();
        whole.Value = Math.Min(AlmostFull, clock.PlanFraction);
        whole.Description = Markup.Escape($"{clock.Over} of {clock.Count} runs done, {ProgressText.Left(clock)}");
    }

    private sealed class Bar(LiveProgress all) : IRunProgress
    {
        private RunClock run = null!;
        private ProgressTask? task;
        private string tested = "";

        internal string? Label => task is null ? null : run.Label;

        public void RunStarted(string label, int epochs, int stepsPerEpoch)
        {
            run = all.clock.Begin(label, epochs, stepsPerEpoch);
            task = all.context.AddTask(Markup.Escape(label), maxValue: 1);
            tested = "";
            all.ShowPlan();
        }

        public void StepDone(int epoch, int step)
        {
            run.StepDone(epoch, step);
            Show(ProgressText.Step(epoch, run.Epochs) + tested);
            all.ShowPlan(atOnce: false);
        }

        public void EpochDone(EpochRecord epoch)
        {
            tested = ", last " + ProgressText.Test(epoch);
            Show(ProgressText.Epoch(epoch, run.Epochs));
            all.ShowPlan();
        }

        public void RunDone(RunRecord record)
        {
            Note(ProgressText.Done(all.clock, run, record));
            all.clock.Done(run);
            Hide();
            all.ShowPlan();
        }

        public void Note(string text) => all.Note(text);

        internal void Hide()
        {
            task!.Value = task.MaxValue;
            task = null;
        }

        private void Show(string state)
        {
            task!.Value = Math.Min(AlmostFull, run.Fraction);
            task.Description = Markup.Escape($"{run.Label}: {state}");
        }
    }
}
