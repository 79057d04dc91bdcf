using Repro.Terminal;
using Xunit;

namespace Repro.Tests.Terminal;

public class ProgressTests
{
    private static readonly PlannedRun[] Plan = [new("A", 30), new("B", 10), new("C", 60)];
    private readonly HandClock time = new();
    private readonly StringWriter output = new();

    [Fact]
    public void The_end_is_foretold_from_cost_and_speed()
    {
        var clock = new PlanClock(Plan, time);
        Assert.Null(clock.Remaining);
        clock.RunStarted("A", 3, 2);
        time.Pass(10);
        clock.StepDone(1, 1);   // 5 of 100 in 10 s
        Assert.Equal(190, clock.Remaining!.Value.TotalSeconds, 6);
        Assert.Equal(0.05, clock.PlanFraction, 12);
        Assert.Equal(1.0 / 6, clock.RunFraction, 12);

        clock.RunDone(Sample.Record(1));
        clock.RunStarted("B", 1, 1);   // no step: from the store
        Assert.False(clock.IsTraining);
        clock.RunDone(Sample.Record(1));
        Assert.Equal(120, clock.Remaining!.Value.TotalSeconds, 6);   // 60 left at 5 in 10 s
    }

    [Fact]
    public void A_resumed_run_counts_only_the_steps_done_here()
    {
        var clock = new PlanClock([new("A", 100)], time);
        clock.RunStarted("A", 10, 10);
        time.Pass(3);
        clock.StepDone(6, 1);   // the 51st of 100
        Assert.Equal(49 * 3, clock.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Networks_that_are_only_tested_say_nothing_of_the_speed()
    {
        var clock = new PlanClock([new("tested", 0), new("A", 100)], time);
        clock.RunStarted("tested", 0, 10);
        time.Pass(1000);
        clock.RunDone(Sample.Record(1));
        clock.RunStarted("A", 10, 10);
        time.Pass(3);
        clock.StepDone(1, 1);
        Assert.Equal(99 * 3, clock.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void The_plan_never_passes_its_end_and_survives_runs_it_did_not_expect()
    {
        var clock = new PlanClock([new("A", 1)], time);
        foreach (var label in new[] { "X", "A", "Y" })
        {
            clock.RunStarted(label, 1, 1);
            time.Pass(1);
            clock.StepDone(1, 1);
            clock.RunDone(Sample.Record(1));
            Assert.InRange(clock.PlanFraction, 0, 1);
        }
        Assert.Equal(TimeSpan.Zero, clock.Remaining);
        Assert.Null(new PlanClock([], time).Remaining);
    }

    [Fact]
    public void A_log_gets_a_line_per_run_and_few_epochs()
    {
        var progress = new PlainProgress(output, Plan, time);
        progress.Note("reading [data]");
        progress.RunStarted("A", 4, 1);
        for (var epoch = 1; epoch <= 4; epoch++)
        {
            time.Pass(3);
            progress.StepDone(epoch, 1);
            progress.EpochDone(Sample.Epoch(epoch));
        }
        progress.RunDone(Sample.Record(1, 2, 3, 4));
        progress.RunStarted("B", 4, 1);
        progress.RunDone(Sample.Record(1));
        Assert.Equal(
            """
            reading [data]
            [1/3] A: epoch 2/4, loss 1.500, train 40.00 %, test 52.00 %; about 34 s left
            [1/3] A: epoch 4/4, loss 1.500, train 40.00 %, test 54.00 %; about 28 s left
            [1/3] A: 54.00 % (best 54.00 % at epoch 4), in 48 s; about 28 s left
            [2/3] B: 51.00 % (best 51.00 % at epoch 1), from an earlier run; about 24 s left

            """, output.ToString());
    }

    [Fact]
    public void Without_a_terminal_the_lines_are_plain()
    {
        RunTerminal.Watch(Sample.Console(output, terminal: false), [new("A [x]", 1)], progress =>
        {
            progress.RunStarted("A [x]", 1, 1);
            progress.StepDone(1, 1);
            progress.RunDone(Sample.Record(1));
        });
        Assert.Equal("[1/1] A [x]: 51.00 % (best 51.00 % at epoch 1), in 48 s\n", output.ToString());
    }

    [Fact]
    public void In_a_terminal_bars_show_the_plan_and_the_run_whatever_the_label()
    {
        RunTerminal.Watch(Sample.Console(output, terminal: true), [new("A [x]", 1), new("B", 1)], progress =>
        {
            progress.RunStarted("A [x]", 2, 1);
            progress.StepDone(1, 1);
            progress.EpochDone(Sample.Epoch(1));
            progress.StepDone(2, 1);
            progress.RunDone(Sample.Record(1, 2));
            progress.RunStarted("B", 2, 1);
            progress.StepDone(1, 1);
        });
        var text = output.ToString();
        Assert.Contains("[1/2] A [x]: 52.00 % (best 52.00 % at epoch 2), in 48 s", text);
        Assert.Contains("75%", text);
        Assert.Contains("run 2 of 2, a few seconds left", text);
        Assert.Contains("B: epoch 1/2", text);
    }

    [Fact]
    public void A_failure_of_the_work_comes_through() =>
        Assert.Throws<InvalidOperationException>(() => RunTerminal.Watch(
            Sample.Console(output, terminal: true), Plan, _ => throw new InvalidOperationException()));
}
