using System.Diagnostics;
using System.Text.RegularExpressions;
using CrossRes.Results;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Jobs;

/// <summary>Runs side by side, as a user sees them: the program with the processes that it starts.</summary>
public sealed partial class JobsTests(Undisturbed undisturbed) : IDisposable
{
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void The_numbers_are_the_same_with_any_number_of_jobs_and_alone()
    {
        foreach (var jobs in (int[])[1, 3]) // two are at once in other tests
        {
            using var together = new Checkout();
            var (code, output, error) = together.Repro(Tiny(jobs));
            Assert.Equal((0, ""), (code, error));
            Assert.Equal(jobs > 1, output.Contains($", {jobs} at once"));
            Undisturbed.Same(undisturbed.TinyRecords, together);
        }
    }

    [Fact]
    public void A_sweep_finds_its_rows_in_other_processes()
    {
        var (code, output, error) = checkout.Repro(["ablate", "orders", "--subsets", "none,1", "--weights", "1=0.5,2=1e-5", "--student", "vgg11_bn",
            "--seeds", "1", "--jobs", "2", .. undisturbed.Options("tiny")]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("3 runs to train", output);
        Assert.Contains(", 2 at once", output);
        Assert.Equal(3, Undisturbed.Records(checkout).Count);
    }

    [Fact]
    public void A_dry_run_foretells_the_time_side_by_side_and_one_after_the_other()
    {
        var (code, output, error) = checkout.Repro([.. Tiny(2), "--dry-run"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"\n\d\S* s with 2 at once, \d\S* s one after the other, on cpu, foretold from ", output);
        Assert.Matches(@"\n\d\S* s, on cpu, foretold from ", checkout.Repro([.. Tiny(1), "--dry-run"]).Output);
        Assert.Empty(checkout.Files);
    }

    [Fact]
    public void A_results_folder_that_cannot_be_written_is_told_once()
    {
        File.WriteAllText(checkout["results"], "");
        var (code, _, error) = checkout.Repro(Tiny(2));
        Assert.Equal(1, code);
        Assert.Matches(@"^repro: \S.*results.*\n$", error);
    }

    [Fact]
    public void A_worker_that_is_killed_costs_its_run_and_the_same_command_goes_on()
    {
        var process = checkout.StartRepro(Long(2));
        Signal.Send(Training.Stopped(checkout).Process, "KILL");
        var (code, output, error) = Checkout.Finish(process);
        Assert.Equal(1, code);
        var lost = Lost().Match(error);
        Assert.True(lost.Success, error);
        Assert.Contains($"{lost.Groups["run"].Value} was not trained: its process was ended by SIGKILL", output);
        var needing = Needing().Match(error).Groups["runs"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lost.Groups["count"].Value, $"{1 + needing.Length}");
        Assert.Equal(undisturbed.LongRecords.Count - 1 - needing.Length, Undisturbed.Records(checkout).Count);
        Assert.Contains("goes on after epoch", checkout.Repro([.. Long(1), "--dry-run"]).Output);

        ComesToTheSame(Long(2), undisturbed.LongRecords);
    }

    [Fact]
    public void Ctrl_c_ends_every_process_and_the_same_command_goes_on()
    {
        var process = checkout.StartRepro(Long(2));
        var (held, _) = Training.Stopped(checkout);
        var workers = Processes.ChildrenOf(process);
        Assert.Contains(held, workers);
        Signal.Send(process, "INT");
        foreach (var worker in workers) Signal.Send(worker, "INT"); // as a terminal does
        Signal.Send(held, "CONT");
        var (code, _, error) = Checkout.Finish(process);
        Assert.Equal((130, "repro: stopped; the same command goes on after the last finished epoch\n"), (code, error));
        Assert.All(workers, worker => Assert.False(Processes.IsAlive(worker)));
        Assert.InRange(Undisturbed.Records(checkout).Count, 0, undisturbed.LongRecords.Count - 1);

        ComesToTheSame(Long(4), undisturbed.LongRecords);
    }

    [Fact]
    public void Of_a_killed_program_no_process_is_left()
    {
        using var process = checkout.StartRepro(Long(2));
        var (worker, run) = Training.Stopped(checkout);
        var workers = Processes.ChildrenOf(process);
        Assert.Contains(worker, workers);
        Signal.Send(process, "KILL");
        Signal.Send(worker, "CONT");
        Processes.Await(() => !workers.Any(Processes.IsAlive), "the end of the workers");
        Assert.False(File.Exists(Path.Combine(run, "weights.safetensors")), "it trained to the end of its run");
    }

    [Fact]
    public void Two_programs_at_once_train_nothing_twice_at_the_same_time()
    {
        var processes = new[] { checkout.StartRepro(Tiny(1)), checkout.StartRepro(Tiny(2)) };
        var ends = processes.Select(process => Task.Run(() => Checkout.Finish(process))).ToArray().Select(task => task.Result).ToList();
        Assert.All(ends, end => Assert.True(end.Code == 0, end.Error));
        Undisturbed.Same(undisturbed.TinyRecords, checkout);
    }

    /// <summary>The command comes to the end with the numbers of one that nobody disturbed.</summary>
    private void ComesToTheSame(string[] command, Dictionary<string, RunRecord> expected)
    {
        var (code, _, error) = checkout.Repro(command);
        Assert.Equal((0, ""), (code, error));
        Undisturbed.Same(expected, checkout);
    }

    private string[] Tiny(int jobs) => [.. undisturbed.Tiny, "--jobs", $"{jobs}"];

    private string[] Long(int jobs) => [.. undisturbed.Long, "--jobs", $"{jobs}"];

    [GeneratedRegex(@"^repro: (?<count>\d) of 3 runs were not trained: (?<run>[a-z0-9-]+ seed 1) \(its process was ended by SIGKILL[^)]*\)[^\n]*The others are stored; the same command goes on with what is missing\n$")]
    private static partial Regex Lost();

    [GeneratedRegex(@"; (?<runs>[^;(]+) \(needs ")]
    private static partial Regex Needing();
}
