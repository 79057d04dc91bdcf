using System.Diagnostics;
using Repro.Jobs;
using Repro.Slurm;
using Xunit;

namespace Repro.Tests.Slurm;

/// <summary>What the script of a task does with the end of its program.</summary>
public sealed class BatchScriptTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("exit 0", 0, "RUNNING", false, null)]
    [InlineData("exit 1", 0, "RUNNING", false, 1)]
    [InlineData("kill -9 $$", 0, "RUNNING", true, null)]
    [InlineData("kill -9 $$", 3, "RUNNING", false, 137)]   // once too often
    [InlineData("kill -9 $$", 0, "COMPLETING", false, 137)]   // it was cancelled
    [InlineData("exit 130", 9, "RUNNING", true, null)]   // stopped, and further than before
    [InlineData("exit 143", 9, "RUNNING", false, 143)]
    public void A_killed_task_goes_back_to_the_queue_and_one_that_failed_does_not(string end, int restarts, string state, bool requeued, int? told)
    {
        var code = Run(end, restarts, state);
        Assert.Equal(requeued, File.Exists(folder["requeued"]));
        Assert.Equal(told is { } ended ? $"{{\"event\":\"ended\",\"Code\":{ended}}}\n" : "", Told);
        Assert.Equal(requeued || told is not null, code != 0);
        if (told is not null) Assert.Equal(new WorkerEvent.Ended(told.Value), WorkerEvent.Parse(Told));
        if (requeued) Assert.Equal("requeue 77_1\n", File.ReadAllText(folder["requeued"]));
    }

    [Fact]
    public void The_program_learns_its_run_and_its_file()
    {
        Run("""printf '%s\n' "$@" >arguments""", 0, "RUNNING");
        Assert.Equal(["--run", "b's 1", "--events", File.ReadAllLines(folder["arguments"])[3]], File.ReadAllLines(folder["arguments"]));
        Assert.EndsWith("/1.jsonl", File.ReadAllLines(folder["arguments"])[3]);
    }

    [Fact]
    public void What_asks_the_shell_to_end_asks_the_program()
    {
        var code = Run("trap 'exit 130' TERM; kill -TERM $PPID; while :; do sleep 0.01; done", 0, "RUNNING");
        Assert.Equal(130, code);
        Assert.Equal("requeue 77_1\n", File.ReadAllText(folder["requeued"]));
    }

    [Fact]
    public void Even_before_the_shell_knows_the_program()
    {
        var code = Run("while :; do sleep 0.01; done", 0, "RUNNING", before: "trap '[[ $BASH_COMMAND == worker=?! ]] && { trap - DEBUG; kill -TERM $$; }' DEBUG");
        Assert.Equal(143, code);
        Assert.Equal("requeue 77_1\n", File.ReadAllText(folder["requeued"]));
    }

    private string Told => Directory.GetFiles(folder["plans"], "1.jsonl", SearchOption.AllDirectories) is [var file] ? File.ReadAllText(file) : "";

    /// <summary>The script's exit code, with a program of a line of shell.</summary>
    /// <param name="before">What the shell does first.</param>
    private int Run(string program, int restarts, string state, string before = "")
    {
        PlannedRun[] runs = [new("a seed 1", 1) { Row = "a", Seed = 1, Id = "a" }, new("b's seed 1", 1) { Row = "b's", Seed = 1, Id = "b" }];
        var plan = PlanFolder.Create(folder["plans"], new("a plan", runs, DateTime.UnixEpoch));
        var script = BatchScript.Text("name", new SlurmRequest(null), false, 1, ["bash", "-c", program, "program"], plan, [.. runs.Index()]);
        File.WriteAllText(folder["script"], $$"""
            squeue() { [[ $* == *--jobs=77_1* ]] && echo {{state}}; }
            scontrol() { echo "$@" >requeued; }
            {{before}}
            {{script}}
            """);
        var start = new ProcessStartInfo("bash", ["script"]) { WorkingDirectory = folder.Path, RedirectStandardError = true };
        (start.Environment["SLURM_ARRAY_JOB_ID"], start.Environment["SLURM_ARRAY_TASK_ID"], start.Environment["SLURM_RESTART_COUNT"]) = ("77", "1", $"{restarts}");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(TimeSpan.FromMinutes(5))) return process.ExitCode;
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"the script does not end: {error.Result}");
    }
}
