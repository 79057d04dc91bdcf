using Repro.Jobs;
using Repro.Slurm;
using Repro.Tests.Terminal;
using Xunit;

namespace Repro.Tests.Jobs;

/// <summary>What is said of runs from what their workers and their queue told.</summary>
public sealed class StatusTests : IDisposable
{
    private static readonly PlannedRun[] Runs =
    [
        new("teacher seed 1", 1) { Row = "teacher", Seed = 1, Id = "t" }, new("kd seed 1", 1) { Row = "kd", Seed = 1, Id = "k", After = ["teacher seed 1"] },
    ];

    private static readonly WorkerEvent Started = new WorkerEvent.Started("teacher seed 1", 7, 2), Epoch = new WorkerEvent.Epoch(Sample.Epoch(3)),
        Done = new WorkerEvent.Done(Sample.Record(1, 2)), Failed = new WorkerEvent.Failed("it diverges\nat once"), Killed = new WorkerEvent.Ended(137);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_this_machine_works_on_is_seen_while_its_process_lives()
    {
        var plan = PlanFolder.Create(folder.Path, StoredPlan.Here("a plan", Runs));
        Assert.Equal([RunPhase.Queued, RunPhase.Queued], Statuses(plan).Select(s => s.Phase));
        Assert.Equal("needs teacher seed 1", Statuses(plan)[1].Text);
        Tell(plan, 0, Started);
        Assert.Equal((RunPhase.Running, "in its first epoch of 7"), First(plan));
        Tell(plan, 0, Epoch);
        Assert.Equal((RunPhase.Running, "after epoch 3/7"), First(plan));
        plan.Save(plan.Plan with { Process = 1 }); // which began at another time
        Assert.Equal((RunPhase.Stopped, "after epoch 3/7; the same command goes on"), First(plan));
        Assert.Equal((RunPhase.Stopped, "before it began"), (Statuses(plan)[1].Phase, Statuses(plan)[1].Text));
        Tell(plan, 0, Done);
        Assert.Equal((RunPhase.Done, "52.00 %, 48 s"), First(plan));
        Tell(plan, 1, Started, Failed);
        Assert.Equal((RunPhase.Failed, "it diverges"), (Statuses(plan)[1].Phase, Statuses(plan)[1].Text));
    }

    [Fact]
    public void Of_another_machine_what_it_told_is_seen()
    {
        var plan = PlanFolder.Create(folder.Path, StoredPlan.Here("a plan", Runs) with { Host = "elsewhere" });
        Tell(plan, 0, Started, Epoch);
        Assert.Equal([(RunPhase.Running, "elsewhere"), (RunPhase.Queued, "elsewhere")], Statuses(plan).Select(s => (s.Phase, s.Place)));
    }

    // lines as squeue of Slurm 22.05 prints them
    [Theory]
    [InlineData("7_0|PENDING|Priority|", "", "queued", "Priority", "7_0")]
    [InlineData("7_0|PENDING|BeginTime|", "started epoch", "queued", "BeginTime, after epoch 3/7", "7_0")]
    [InlineData("7_0|RUNNING|None|node", "", "running", "it begins", "7_0 on node")]
    [InlineData("7_0|RUNNING|None|node", "started", "running", "in its first epoch of 7", "7_0 on node")]
    [InlineData("7_0|RUNNING|None|node", "started killed started epoch", "running", "after epoch 3/7", "7_0 on node")]
    [InlineData("7_0|COMPLETED|None|node", "started done", "done", "52.00 %, 48 s", "7_0 on node")]
    [InlineData("7_0|FAILED|NonZeroExitCode|node", "started failed killed", "failed", "it diverges", "7_0 on node")]
    [InlineData("7_0|FAILED|NonZeroExitCode|node", "started killed", "failed", "its process was ended by SIGKILL, which a system also sends where memory runs out: the end", "7_0 on node")]
    [InlineData("7_0|CANCELLED|None|node", "started epoch killed", "failed", "CANCELLED: the end", "7_0 on node")]
    [InlineData("7_0|TIMEOUT|TimeLimit|node", "started epoch", "failed", "TIMEOUT TimeLimit: the end", "7_0 on node")]
    [InlineData("7_0|CANCELLED|DependencyNeverSatisfied|", "", "failed", "", "7_0")]
    [InlineData("", "started epoch", "failed", "the end", "7_0")]
    [InlineData("", "started done", "done", "52.00 %, 48 s", "7_0")]
    public void A_task_is_what_Slurm_and_its_worker_told(string line, string told, string state, string text, string place)
    {
        var plan = PlanFolder.Create(folder.Path, new("a plan", Runs, DateTime.UnixEpoch) { Tasks = new Dictionary<string, string> { ["teacher seed 1"] = "7_0" } });
        foreach (var word in told.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Tell(plan, 0, word switch { "started" => Started, "epoch" => Epoch, "done" => Done, "failed" => Failed, _ => Killed });
        File.WriteAllText(plan.Output(0), "a warning\nthe end\n\n");
        var status = Statuses(plan, SlurmTools.Queued(line))[0];
        Assert.Equal((state, text, place), ($"{status.Phase}".ToLowerInvariant(), status.Text, status.Place));
    }

    [Fact]
    public void A_plan_is_kept_until_nothing_is_left_to_tell()
    {
        var done = PlanFolder.Create(folder.Path, new("done", [Runs[0]], DateTime.UnixEpoch));
        Tell(done, 0, Started, Done);
        PlanFolder.Create(folder.Path, new("open", [Runs[1]], DateTime.UnixEpoch.AddDays(1)));
        Assert.Equal(["open"], PlanFolder.All(folder.Path).Select(f => f.Plan.Title));
        PlanFolder.Create(folder.Path, new("other", [Runs[0]], DateTime.UnixEpoch.AddDays(2)));
        Assert.Equal(["open", "other"], PlanFolder.All(folder.Path).Select(f => f.Plan.Title));
        PlanFolder.Create(folder.Path, new("again", [Runs[1]], DateTime.UnixEpoch.AddDays(3)));
        Assert.Equal(["other", "again"], PlanFolder.All(folder.Path).Select(f => f.Plan.Title));
        Assert.Equal(Runs[1].After, PlanFolder.All(folder.Path)[1].Plan.Runs[0].After);
    }

    private static void Tell(PlanFolder plan, int run, params WorkerEvent[] events)
    {
        using var output = PlanFolder.AppendTo(plan.Events(run));
        foreach (var told in events) output.WriteLine(told.ToJson());
    }

    private static (RunPhase, string) First(PlanFolder plan) => (Statuses(plan)[0].Phase, Statuses(plan)[0].Text);

    private static IReadOnlyList<RunStatus> Statuses(PlanFolder plan, QueuedTask? task = null) =>
        RunStatus.Read(plan, new[] { task }.OfType<QueuedTask>().ToDictionary(t => t.Name), _ => null);
}
