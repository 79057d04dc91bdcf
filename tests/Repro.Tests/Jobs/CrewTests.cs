using System.Diagnostics;
using System.Text.Json;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Repro.Tests.Terminal;
using Xunit;

namespace Repro.Tests.Jobs;

/// <summary>The crew with workers of a few lines of shell, which train nothing and say that they did.</summary>
public sealed class CrewTests : IPlanProgress, IDisposable
{
    private const string Train = """
        echo "begin $row" >>log; echo "{\"event\":\"started\",\"Label\":\"$row seed $seed\",\"Epochs\":1,\"StepsPerEpoch\":1}"
        echo "end $row" >>log; cat done
        """;

    private static readonly PlannedRun[] Plan =
    [
        Run("student", "teacher", "assistant"), Run("kd", "teacher"), Run("assistant", "teacher"), Run("teacher"), Run("alone"), Run("other"),
    ];

    private readonly TempFolder folder = new();
    private readonly List<string> notes = [], givenUp = [], started = [];
    private readonly CancellationTokenSource stop = new();
    private int done, stopAfter;

    public CrewTests() => File.WriteAllText(folder["done"], new WorkerEvent.Done(Sample.Record(1)).ToJson() + "\n");

    public void Dispose() => folder.Dispose();

    private string[] Log => File.Exists(folder["log"]) ? File.ReadAllLines(folder["log"]) : [];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_run_begins_when_its_stages_are_done(int jobs)
    {
        Work(jobs, Train);
        Assert.Equal(Plan.Length, done);
        Assert.Equal(Plan.Select(run => run.Label).Order(), started.Order());
        Assert.Equal(2 * Plan.Length, Log.Length);
        foreach (var run in Plan)
            foreach (var stage in run.After)
                Assert.True(Array.IndexOf(Log, $"end {stage.Split(' ')[0]}") < Array.IndexOf(Log, $"begin {run.Row}"), $"{run.Label} before {stage}");
        Assert.Empty(notes);
    }

    [Fact]
    public void Runs_go_on_at_once_up_to_the_jobs()
    {
        // each waits until the other has begun: one at a time, this would never end
        Work([Run("one"), Run("two")], 2, $"echo >>$row; until [ -e one ] && [ -e two ]; do sleep 0.01; done\n{Train}");
        Assert.Equal(2, done);
    }

    [Fact]
    public void One_process_trains_run_after_run()
    {
        Work(2, $"echo $$ >>processes\n{Train}");
        var processes = File.ReadAllLines(folder["processes"]);
        Assert.Equal(Plan.Length, processes.Length);
        Assert.InRange(processes.Distinct().Count(), 1, 2);
    }

    [Fact]
    public void A_run_that_fails_costs_those_that_need_it_and_no_other()
    {
        var error = Assert.Throws<UnfinishedException>(() => Work(2, $"[ $row != assistant ] || {{ echo '{{\"event\":\"failed\",\"Reason\":\"it diverges\\nat once\"}}'; continue; }}\n{Train}"));
        Assert.Equal("2 of 6 runs were not trained: assistant seed 1 (it diverges); student seed 1 (needs assistant seed 1). The others are stored; "
            + "the same command goes on with what is missing", error.Message);
        Assert.Equal(["assistant seed 1 was not trained: it diverges\nat once"], notes);
        Assert.Equal(["assistant seed 1", "student seed 1"], givenUp);
        Assert.Equal(4, done);
    }

    [Theory]
    [InlineData("the disk is full")]
    [InlineData("/runs/$row: the disk is full")]
    public void A_reason_of_many_runs_is_said_once(string reason)
    {
        var error = Assert.Throws<UnfinishedException>(() => Work(2, $"echo \"{{\\\"event\\\":\\\"failed\\\",\\\"Reason\\\":\\\"{reason}\\\"}}\""));
        Assert.StartsWith("6 of 6 runs were not trained: ", error.Message);
        Assert.Equal(2, error.Message.Count(c => c == '('));   // the disk is full; needs teacher
        Assert.Single(notes);
        Assert.Equal(0, done);
    }

    [Theory]
    [InlineData("kill -9 $$", "its process was ended by SIGKILL, which a system also sends where memory runs out")]
    [InlineData("kill -SEGV $$", "its process was ended by SIGSEGV")]
    [InlineData("echo 'terminate called:' >&2; echo '  what(): no' >&2; exit 7", "its process ended with exit code 7: terminate called: what(): no")]
    [InlineData("echo 'printed by a library'; exit 3", "its process ended with exit code 3: printed by a library")]
    public void A_process_that_dies_costs_its_run_and_those_that_need_it(string death, string reason)
    {
        var error = Assert.Throws<UnfinishedException>(() => Work(2, $"[ $row != assistant ] || {{ {death}; }}\n{Train}"));
        Assert.StartsWith($"2 of 6 runs were not trained: assistant seed 1 ({reason}); student seed 1 (needs assistant seed 1). ", error.Message);
        Assert.Equal(4, done);
    }

    [Fact]
    public void What_would_hit_every_run_is_said_once()
    {
        var error = Assert.Throws<UnfinishedException>(() => Work(Plan, 4, Train, before: "echo 'repro: bad data' >&2; exit 1"));
        Assert.Equal("bad data", error.Message);
        Assert.Empty(notes);
        error = Assert.Throws<UnfinishedException>(() => Work(Plan, 4, Train, before: "kill -9 $$"));
        Assert.Equal("nothing can be trained in a process of its own (its process was ended by SIGKILL, which a system also sends where memory runs out); "
            + "--jobs 1 trains in this one", error.Message);
    }

    [Fact]
    public void Where_no_further_process_starts_the_others_do_it_all()
    {
        // the second to come does not start, and the first waits for that
        Work(2, $"until [ -e refused ]; do sleep 0.01; done\n{Train}", before: "mkdir first 2>/dev/null || { touch refused; exit 4; }");
        Assert.Equal(Plan.Length, done);
        Assert.Equal(["no further process could be started (its process ended with exit code 4): 1 at once from here on"], notes);
    }

    [Fact]
    public void Without_memory_for_a_second_process_there_is_one_and_that_is_said_once()
    {
        Work(4, Train, memory: 0);
        Assert.Equal(Plan.Length, done);
        for (var i = 0; i < Log.Length; i += 2) Assert.Equal(Log[i].Replace("begin", "end"), Log[i + 1]);
        Assert.StartsWith("more than 1 at once must wait for memory: one takes up to ", Assert.Single(notes));
    }

    [Fact]
    public void What_processes_say_beside_is_told_once()
    {
        Work(2, $"echo 'a warning' >&2; sleep 0.05; echo '{{\"event\":\"note\",\"Text\":\"a note\"}}'\n{Train}");
        Assert.Single(notes, note => note == "a note");
        Assert.Single(notes, note => note.EndsWith(" process: a warning") || note.EndsWith("trained: a warning"));
        Assert.Equal(2, notes.Count);
    }

    [Theory]
    [InlineData("read forever; echo \"over\" >>ends; exit 0")]   // hears that its input is closed
    [InlineData("exec sleep 1000")]   // does not
    public void When_it_is_stopped_every_process_ends(string training)
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Work(2, $$"""
            echo $$ >>processes
            echo "{\"event\":\"started\",\"Label\":\"$row seed $seed\",\"Epochs\":1,\"StepsPerEpoch\":1}"
            {{training}}
            """, stopAfter: 2));
        Assert.All(File.ReadAllLines(folder["processes"]), id => Assert.False(Processes.IsAlive(int.Parse(id))));
        if (training.StartsWith("read")) Assert.Equal(2, File.ReadAllLines(folder["ends"]).Length);
    }

    private void Work(int jobs, string training, string before = "", long memory = long.MaxValue, int stopAfter = int.MaxValue) =>
        Work(Plan, jobs, training, before, memory, stopAfter);

    private void Work(PlannedRun[] plan, int jobs, string training, string before = "", long memory = long.MaxValue, int stopAfter = int.MaxValue)
    {
        this.stopAfter = stopAfter;
        var program = new ProcessStartInfo("bash", ["-c", $$"""
            {{before}}
            echo '{"event":"ready"}'
            while read -r row seed; do
            {{training}}
            done
            """])
        {
            WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        new Crew(plan, jobs, program, this, () => memory) { Patience = TimeSpan.FromSeconds(0.5) }.Work(stop.Token);
    }

    private static PlannedRun Run(string row, params string[] after) =>
        new($"{row} seed 1", 1) { Row = row, Seed = 1, After = [.. after.Select(stage => $"{stage} seed 1")] };

    IRunProgress IPlanProgress.Lane() => new Lane(this);

    void IPlanProgress.GiveUp(string label, string reason) => givenUp.Add(label);

    void IPlanProgress.Note(string text) => notes.Add(text);

    private sealed class Lane(CrewTests all) : IRunProgress
    {
        public void RunStarted(string label, int epochs, int stepsPerEpoch)
        {
            all.started.Add(label);
            if (all.started.Count == all.stopAfter) all.stop.Cancel();
        }

        public void StepDone(int epoch, int step) => throw new InvalidOperationException();

        public void EpochDone(EpochRecord epoch) => throw new InvalidOperationException();

        public void RunDone(RunRecord record) => all.done++;

        public void Note(string text) => throw new InvalidOperationException();
    }
}
