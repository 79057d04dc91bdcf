using Repro.Jobs;
using Xunit;

namespace Repro.Tests.Jobs;

public class ScheduleTests
{
    // teacher → assistant → student, and two that need nothing
    private static readonly PlannedRun Alone = new("alone", 5), Other = new("other", 4), Teacher = new("teacher", 3),
        Assistant = new("assistant", 2) { After = ["teacher"] }, Student = new("student", 1) { After = ["teacher", "assistant"] };

    private static readonly PlannedRun[] Plan = [Alone, Other, Teacher, Assistant, Student];

    [Fact]
    public void The_run_with_the_longest_chain_behind_it_begins_first()
    {
        var agenda = new Agenda(Plan);
        Assert.Equal([Teacher, Alone, Other], Begin(agenda));
        Assert.Null(agenda.Next);
        Assert.False(agenda.IsEmpty);
        agenda.Done(Alone);
        Assert.Null(agenda.Next);
        agenda.Done(Teacher);
        Assert.Equal([Assistant], Begin(agenda));
        agenda.Done(Assistant);
        Assert.Equal([Student], Begin(agenda));
        Assert.True(agenda.IsEmpty);
    }

    [Fact]
    public void What_is_not_in_the_plan_is_done() => Assert.Equal(Student, new Agenda([Student]).Next);

    [Fact]
    public void Equals_begin_in_the_order_of_the_plan() =>
        Assert.Equal(["a", "b", "c"], Begin(new Agenda([new("a", 0), new("b", 0), new("c", 0)])).Select(run => run.Label));

    [Fact]
    public void What_needs_a_lost_run_is_lost_too()
    {
        var agenda = new Agenda(Plan);
        agenda.Begin(Teacher);
        Assert.Equal([Assistant, Student], agenda.GiveUp(Teacher));
        Assert.Equal([Alone, Other], Begin(agenda));
        Assert.True(agenda.IsEmpty);
        Assert.Empty(agenda.GiveUp(Alone));
    }

    [Fact]
    public void What_is_put_back_begins_again()
    {
        var agenda = new Agenda([Student]);
        agenda.Begin(Student);
        Assert.True(agenda.IsEmpty);
        agenda.PutBack(Student);
        Assert.Equal(Student, agenda.Next);
    }

    [Theory]
    [InlineData(1, 15)]   // one after the other
    [InlineData(2, 8)]    // teacher and alone; at 3 other, which is longer than what is left of the chain; at 5 assistant, at 7 student
    [InlineData(3, 6)]    // the chain
    [InlineData(100, 6)]
    public void A_plan_takes_as_long_as_its_lanes(int jobs, double expected) => Assert.Equal(expected, Schedule.Length(Plan, jobs));

    [Fact]
    public void Runs_that_are_worked_on_already_keep_their_lanes()
    {
        Assert.Equal(7, Schedule.Length([Other, Teacher], 1, [Other]));
        Assert.Equal(4, Schedule.Length([Other, Teacher], 1, [Other, Teacher]));   // more than there should be
        Assert.Equal(9, Schedule.Length([Other, Alone], 1));
        Assert.Equal(0, Schedule.Length([], 3));
    }

    [Fact]
    public void A_chain_gains_nothing_from_a_second_job()
    {
        Assert.True(Schedule.IsChain([Teacher, Assistant, Student]));
        Assert.True(Schedule.IsChain([Alone]));
        Assert.True(Schedule.IsChain([]));
        Assert.False(Schedule.IsChain([Teacher, Alone]));
        Assert.False(Schedule.IsChain([Teacher, Assistant, new("kd", 1) { After = ["teacher"] }]));
    }

    private static List<PlannedRun> Begin(Agenda agenda)
    {
        List<PlannedRun> begun = [];
        while (agenda.Next is { } next)
        {
            agenda.Begin(next);
            begun.Add(next);
        }
        return begun;
    }
}
