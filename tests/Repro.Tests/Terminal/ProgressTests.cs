using Repro.Jobs;
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
        var run = clock.Begin("A", 3, 2);
        time.Pass(10);
        run.StepDone(1, 1);   // 5 of 100 in 10 s
        Assert.Equal(190, clock.Remaining!.Value.TotalSeconds, 6);
        Assert.Equal(0.05, clock.PlanFraction, 12);
        Assert.Equal(1.0 / 6, run.Fraction, 12);

        clock.Done(run);
        run = clock.Begin("B", 1, 1);   // no step: from the store
        Assert.False(run.IsTraining);
        clock.Done(run);
        Assert.Equal(120, clock.Remaining!.Value.TotalSeconds, 6);   // 60 left at 5 in 10 s
    }

    [Fact]
    public void Of_runs_side_by_side_the_end_is_that_of_the_last()
    {
        var clock = new PlanClock([new("A", 30), new("B", 10), new("C", 60)], time, jobs: 2);
        var (a, b) = (clock.Begin("A", 1, 30), clock.Begin("B", 1, 10));
        time.Pass(20);
        a.StepDone(1, 1);
        a.StepDone(1, 10);   // each lane: 10 in 20 s
        b.StepDone(1, 1);
        b.StepDone(1, 10);
        Assert.Equal(0.2, clock.PlanFraction, 12);
        Assert.Equal(2 * 60, clock.Remaining!.Value.TotalSeconds, 6);   // C at once beside the 20 of A
        clock.Done(b);
        var c = clock.Begin("C", 1, 60);
        time.Pass(20);
        a.StepDone(1, 20);
        c.StepDone(1, 1);
        c.StepDone(1, 10);
        Assert.Equal(2 * 50, clock.Remaining!.Value.TotalSeconds, 6);
        clock.Done(a);
        clock.Done(c);
        Assert.Equal(TimeSpan.Zero, clock.Remaining);
        Assert.Equal((3, 3), (clock.Over, clock.Count));
    }

    [Fact]
    public void A_run_that_waits_for_another_is_foretold_after_it()
    {
        var clock = new PlanClock([new("A", 30), new("B", 10), new("C", 60) { After = ["A"] }], time, jobs: 2);
        var a = clock.Begin("A", 1, 3);
        time.Pass(10);
        a.StepDone(1, 1);
        Assert.Equal(20 + 60, clock.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void What_is_given_up_is_no_longer_waited_for()
    {
        var clock = new PlanClock(Plan, time);
        var a = clock.Begin("A", 1, 3);
        time.Pass(10);
        a.StepDone(1, 1);
        clock.GiveUp("C");
        Assert.Equal(20 + 10, clock.Remaining!.Value.TotalSeconds, 6);
        Assert.Equal(0.25, clock.PlanFraction, 12);
        clock.GiveUp("A");   // in the middle
        Assert.Equal(10, clock.Remaining!.Value.TotalSeconds, 6);
        clock.Done(clock.Begin("B", 1, 1));
        Assert.Equal((3, 1.0), (clock.Over, clock.PlanFraction));
    }

    [Fact]
    public void A_resumed_run_counts_only_the_steps_done_here()
    {
        var clock = new PlanClock([new("A", 100)], time);
        var run = clock.Begin("A", 10, 10);
        time.Pass(3);
        run.StepDone(6, 1);   // the 51st of 100
        Assert.Equal(49 * 3, clock.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Networks_that_are_only_tested_say_nothing_of_the_speed()
    {
        var clock = new PlanClock([new("tested", 0), new("A", 100)], time);
        var run = clock.Begin("tested", 0, 10);
        time.Pass(1000);
        clock.Done(run);
        run = clock.Begin("A", 10, 10);
        time.Pass(3);
        run.StepDone(1, 1);
        Assert.Equal(99 * 3, clock.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void The_plan_never_passes_its_end_and_survives_runs_it_did_not_expect()
    {
        var clock = new PlanClock([new("A", 1)], time);
        foreach (var label in new[] { "X", "A", "Y" })
        {
            var run = clock.Begin(label, 1, 1);
            time.Pass(1);
            run.StepDone(1, 1);
            clock.Done(run);
            Assert.InRange(clock.PlanFraction, 0, 1);
        }
        Assert.Equal(TimeSpan.Zero, clock.Remaining);
        Assert.Null(new PlanClock([], time).Remaining);
    }

    [Fact]
    public void A_log_gets_a_line_per_run_and_few_epochs()
    {
        var plan = new PlainProgress(output, Plan, time);
        plan.Note("reading [data]");
        var progress = plan.Lane();
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
    public void A_log_of_runs_side_by_side_names_each_and_stays_as_short()
    {
        var plan = new PlainProgress(output, Plan, time, jobs: 2);
        var (one, other) = (plan.Lane(), plan.Lane());
        one.RunStarted("A", 2, 1);
        other.RunStarted("B", 2, 1);
        time.Pass(6);
        foreach (var lane in new[] { one, other })
        {
            lane.StepDone(1, 1);
            lane.EpochDone(Sample.Epoch(1));
        }
        plan.GiveUp("C", "why");
        other.RunDone(Sample.Record(1));
        one.RunDone(Sample.Record(1, 2));
        Assert.Equal(
            """
            [1/3] A: epoch 1/2, loss 1.500, train 40.00 %, test 51.00 %; about 28 s left
            [2/3] B: 51.00 % (best 51.00 % at epoch 1), in 48 s; a few seconds left
            [1/3] A: 52.00 % (best 52.00 % at epoch 2), in 48 s

            """, output.ToString());
    }

    [Fact]
    public void Without_a_terminal_the_lines_are_plain()
    {
        RunTerminal.Watch(Sample.Console(output, terminal: false), [new("A [x]", 1)], 1, plan =>
        {
            var progress = plan.Lane();
            progress.RunStarted("A [x]", 1, 1);
            progress.StepDone(1, 1);
            progress.RunDone(Sample.Record(1));
        });
        Assert.Equal("[1/1] A [x]: 51.00 % (best 51.00 % at epoch 1), in 48 s\n", output.ToString());
    }

    [Fact]
    public void In_a_terminal_bars_show_the_plan_and_the_run_whatever_the_label()
    {
        RunTerminal.Watch(Sample.Console(output, terminal: true), [new("A [x]", 1), new("B", 1)], 1, plan =>
        {
            var progress = plan.Lane();
            progress.RunStarted("A [x]", 2, 1);
            progress.StepDone(1, 1);
            progress.EpochDone(Sample.Epoch(1));
            progress.StepDone(2, 1);
            progress.RunDone(Sample.Record(1, 2));
            progress.RunStarted("B", 2, 1);
            progress.StepDone(1, 1);
            progress.EpochDone(Sample.Epoch(1));
        });
        var text = output.ToString();
        Assert.Contains("[1/2] A [x]: 52.00 % (best 52.00 % at epoch 2), in 48 s", text);
        Assert.Contains("75%", text);
        Assert.Contains("1 of 2 runs done, a few seconds left", text);
        Assert.Contains("B: epoch 1/2", text);
    }

    [Fact]
    public void In_a_terminal_each_run_has_a_bar_as_long_as_it_is_worked_on()
    {
        RunTerminal.Watch(Sample.Console(output, terminal: true), Plan, 2, plan =>
        {
            var (one, other) = (plan.Lane(), plan.Lane());
            one.RunStarted("A", 2, 1);
            other.RunStarted("B", 2, 1);
            one.StepDone(1, 1);
            other.StepDone(1, 1);
            one.StepDone(2, 1);
            one.RunDone(Sample.Record(1, 2));
            plan.GiveUp("C", "why");
        });
        var last = output.ToString();
        last = last[last.LastIndexOf("2 of 3 runs done", StringComparison.Ordinal)..];
        Assert.Contains("B: epoch 1/2", last);
        Assert.DoesNotContain("A:", last);
    }

    [Fact]
    public void A_failure_of_the_work_comes_through() =>
        Assert.Throws<InvalidOperationException>(() => RunTerminal.Watch(
            Sample.Console(output, terminal: true), Plan, 1, _ => throw new InvalidOperationException()));
}
