using System.Text.RegularExpressions;
using Repro.Tests.Commands;
using Repro.Tests.Jobs;
using Xunit;

namespace Repro.Tests.Slurm;

/// <summary>Runs as tasks of a queue, as a user sees them: with a Slurm where there is one, and with one of a few lines of shell.</summary>
public sealed partial class SlurmTests(Undisturbed undisturbed) : IDisposable
{
    private const int Pause = 200;   // for a look that starts a process
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void A_dry_run_shows_the_scripts_and_submits_nothing()
    {
        var (code, output, error) = checkout.Repro([.. Tiny, "--slurm", "--partition", "gpus", "--device", "cuda", "--precision", "bf16", "--dry-run"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Empty(checkout.Files);
        var scripts = output.Split("#!/bin/bash\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, scripts.Length);
        Assert.All(scripts, script =>
        {
            Assert.Contains("#SBATCH --partition=gpus\n", script);
            Assert.Contains("#SBATCH --gres=gpu:1\n", script);
            Assert.Contains("#SBATCH --requeue\n", script);
            Assert.Contains("'--device=cuda'", script);
            Assert.Contains("'--precision=bf16'", script);
        });
        Assert.Equal(["#SBATCH --array=0,1", "#SBATCH --array=2,3", "#SBATCH --array=4"], scripts.Select(script => Array().Match(script).Value));
        Assert.EndsWith("# submitted to begin after teacher seed 1, our-32-v seed 1\n\n", scripts[2]);
        foreach (var script in scripts)
        {
            File.WriteAllText(checkout["script"], script);
            Assert.Equal((0, "", ""), checkout.Bash("bash -n script"));
        }
    }

    [Fact]
    public void Without_Slurm_that_is_said()
    {
        var (code, _, error) = checkout.Bash($"""
            mkdir only && ln -s "$(readlink -f "$(command -v dotnet)")" only/dotnet && PATH=$PWD/only
            run {Line(Tiny)} --slurm
            """);
        Assert.Equal(1, code);
        Assert.Equal("repro: there is no sbatch on PATH: this is no machine of a Slurm cluster\n", error);
    }

    [Fact]
    public void Tasks_come_to_the_numbers_of_runs_here_and_are_not_submitted_twice()
    {
        InShell();
        var (code, output, error) = checkout.Bash($"export PATH=$PWD/bin:$PATH; run {Line(Tiny)} --slurm");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("HORKD Table 1: CIFAR-100, tiny: 5 runs submitted. ", output);
        Assert.Equal(["", "--dependency=afterok:1_1", "--dependency=afterok:1_1:2_3"], File.ReadAllLines(checkout["dependencies"]));

        (_, output, error) = checkout.Bash($"export PATH=$PWD/bin:$PATH; run status; run {Line(Tiny)} --slurm; run {Line(Tiny)}");
        Assert.Contains("5 queued; asked for at ", output);
        Assert.Matches(@"our-16-v seed 1 +queued +needs teacher seed 1, our-32-v seed 1 +3_\d\n", output);
        Assert.Contains("0 runs submitted, 5 are in the queue already", output);
        Assert.StartsWith("repro: alone-16-v seed 1 is Slurm's, as task 1_0: ./repro status shows it. ", error);

        (code, output, error) = checkout.Bash("export PATH=$PWD/bin:$PATH; work; run status");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("5 done; asked for at ", output);
        Undisturbed.Same(undisturbed.TinyRecords, checkout);
        (code, output, error) = checkout.Bash($"export PATH=$PWD/bin:$PATH; run {Line(Tiny)} --slurm");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Table and figure are in results/table1/tiny-", output);
    }

    [Fact(Explicit = true)] // Slurm holds a task that was sent back for two minutes
    public void A_Slurm_trains_a_table_though_a_task_is_killed_and_another_sent_back()
    {
        Assert.SkipWhen(Cluster.Missing is not null, Cluster.Missing ?? "");
        using var cluster = new Cluster();
        var slurm = $"export SLURM_CONF={cluster.Configuration}";
        var (code, output, error) = checkout.Bash($"{slurm}; run {Line(Long)} --slurm");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("3 runs submitted", output);

        var (worker, _) = Training.Stopped(checkout, Teacher);
        Assert.Equal(["running", "1_1 on node"], [Status(slurm, Undisturbed.Teacher)[0], Status(slurm, Undisturbed.Teacher)[2]]);
        // a checkpoint is there a moment before it is told of
        Assert.Matches("^(after epoch |in its first epoch )", Status(slurm, Undisturbed.Teacher)[1]);
        var queued = Status(slurm, Undisturbed.Student);
        Assert.Equal(["queued", $"needs {Undisturbed.Teacher} seed 1"], queued[..2]);
        Assert.Matches(@"^[23]_2$", queued[2]);   // a task of the first array that has begun takes a number of its own
        Signal.Send(worker, "KILL");   // as where memory runs out
        worker = Restarted(cluster, worker);
        cluster.Run("scontrol", "requeue", "1_1");   // as for a task that matters more
        Signal.Send(worker, "CONT");
        Signal.Send(Restarted(cluster, worker), "CONT");

        Processes.Await(() => cluster.Run("squeue", "--noheader").Length == 0, "the end of all tasks", Pause);
        var (_, status, _) = checkout.Bash($"{slurm}; run status");
        Assert.Contains("3 done; asked for at ", status);
        Undisturbed.Same(undisturbed.LongRecords, checkout);

        // whoever ends a task is told so, and what needs it
        (code, output, error) = checkout.Bash($"{slurm}; run {Line(Long)} --seeds 2 --slurm");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("3 runs submitted", output);
        (worker, _) = Training.Stopped(checkout, process => Processes.With($"{Undisturbed.Teacher} 2").Contains(process));
        cluster.Run("scancel", Status(slurm, Undisturbed.Teacher)[2].Split(' ')[0]);
        Signal.Send(worker, "CONT");
        Processes.Await(() => Status(slurm, Undisturbed.Student)[0] == "failed", "the end of the task that needs it", Pause);
        Assert.Equal($"needs {Undisturbed.Teacher} seed 2", Status(slurm, Undisturbed.Student)[1]);
        Assert.Equal("failed", Status(slurm, Undisturbed.Teacher)[0]);
        Assert.StartsWith("CANCELLED: ", Status(slurm, Undisturbed.Teacher)[1]);
    }

    private static bool Teacher(int process) => Processes.With($"{Undisturbed.Teacher} 1").Contains(process);

    /// <summary>The process that trains the teacher again, stopped in it: Slurm would start it after some time, and now.</summary>
    private int Restarted(Cluster cluster, int before)
    {
        Processes.Await(() => !Processes.IsAlive(before), "its end");
        Processes.Await(() =>
        {
            cluster.Run("scontrol", "update", "JobId=1_1", "StartTime=now");
            return cluster.Run("squeue", "--noheader", "--jobs=1_1", "--states=running").Length > 0;
        }, "its restart", pause: 2000);   // each update puts it off anew
        return Training.Stopped(checkout, process => process != before && Teacher(process)).Process;
    }

    /// <summary>State, what and where, as the status has them of a row's last seed.</summary>
    private string[] Status(string slurm, string row)
    {
        var (code, output, error) = checkout.Bash($"{slurm}; run status");
        Assert.Equal((0, ""), (code, error));
        return [.. Columns().Split(output.Split('\n').Last(line => line.StartsWith($"{row} seed "))).Skip(1).Select(cell => cell.Trim())];
    }

    /// <summary>A Slurm that does nothing before it is told to work, and then one task after the other.</summary>
    private void InShell()
    {
        Directory.CreateDirectory(checkout["bin"]);
        Tool("sbatch", """
            touch dependencies
            job=$(($(wc -l <dependencies) + 1))
            [[ $2 == --dependency=* ]] && echo "$2" >>dependencies || echo >>dependencies
            cp "${@: -1}" "bin/$job.sh"
            echo $job
            """);
        Tool("squeue", """
            [[ $* != *--jobs=* ]] || { echo RUNNING; exit; }
            for script in bin/*.sh; do
                job=$(basename "$script" .sh)
                for task in $(sed -n 's/^#SBATCH --array=//p' "$script" | tr , ' '); do
                    [[ -e bin/${job}_$task.done ]] || echo "${job}_$task|PENDING|$([[ $job == 1 ]] && echo Priority || echo Dependency)|"
                done
            done
            """);
        Tool("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        Tool("work", """
            for script in bin/*.sh; do
                for task in $(sed -n 's/^#SBATCH --array=//p' "$script" | tr , ' '); do
                    SLURM_ARRAY_JOB_ID=9 SLURM_ARRAY_TASK_ID=$task bash "$script" && touch "bin/$(basename "$script" .sh)_$task.done" || exit 1
                done
            done
            """);
    }

    private void Tool(string name, string script)
    {
        File.WriteAllText(checkout[$"bin/{name}"], $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(checkout[$"bin/{name}"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string Line(string[] arguments) => string.Join(' ', arguments.Select(a => $"'{a}'"));

    private string[] Tiny => undisturbed.Tiny;

    private string[] Long => undisturbed.Long;

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();

    [GeneratedRegex("#SBATCH --array=.*")]
    private static partial Regex Array();
}
