using System.ComponentModel;
using System.Diagnostics;
using Repro.Commands;
using Repro.Jobs;

namespace Repro.Slurm;

/// <summary>Slurm's own commands, and what they print (as of 22.05).</summary>
internal static class SlurmTools
{
    /// <summary>Of <c>squeue</c>: the task, its state, why it waits, where it runs.</summary>
    private const string Columns = "%i|%T|%r|%N";

    private static readonly HashSet<string> Waiting =
        ["PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT"];

    private static readonly HashSet<string> Working =
        ["RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING"];

    /// <summary>Reasons that say nothing.</summary>
    private static readonly HashSet<string> Nothing = ["None", "(null)", "NonZeroExitCode"];

    /// <summary>Submits a script.</summary>
    /// <param name="after">Tasks that must be done before.</param>
    /// <returns>The job's number; its Nth task is <c>NUMBER_N</c>.</returns>
    internal static string Submit(string script, IReadOnlyCollection<string> after)
    {
        string[] needed = after.Count == 0 ? [] : [$"--dependency=afterok:{string.Join(':', after)}"];
        var printed = Run("sbatch", ["--parsable", .. needed, script]);
        return printed.Split('\n')[0].Split(';')[0].Trim(); // NUMBER, or NUMBER;CLUSTER
    }

    /// <summary>The user's tasks, by name; those that ended lately among them.</summary>
    internal static IReadOnlyDictionary<string, QueuedTask> Queue() =>
        Run("squeue", ["--me", "--noheader", "--array", "--states=all", $"--format={Columns}"])
            .Split('\n').Select(Queued).OfType<QueuedTask>().DistinctBy(task => task.Name)
            .ToDictionary(task => task.Name);

    /// <summary>What accounting, where there is one, keeps of a task that the queue has forgotten.</summary>
    internal static QueuedTask? Ended(string task)
    {
        try
        {
            var line = Run("sacct", ["--noheader", "--parsable2", "--allocations", "--format=State,NodeList",
                $"--jobs={task}"]).Split('\n')[0].Trim();
            return line.Split('|') is [{ Length: > 0 } state, var node] ? new(task, state, PhaseOf(state), "",
                node.StartsWith("None", StringComparison.Ordinal) ? "" : node) : null;
        }
        catch (Exception e) when (e is SlurmException or MissingToolException)
        {
            return null; // no accounting here
        }
    }

    internal static QueuedTask? Queued(string line) => line.Trim().Split('|') is [var name, var state, var reason,
        var node] ? new(name, state, PhaseOf(state), Nothing.Contains(reason) ? "" : reason, node) : null;

    private static RunPhase PhaseOf(string state) => Waiting.Contains(state) ? RunPhase.Queued
        : Working.Contains(state) ? RunPhase.Running : state == "COMPLETED" ? RunPhase.Done : RunPhase.Failed;

    private static string Run(string tool, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed
                : throw new SlurmException($"{tool}: {Plain(tool, errors.Result, process.ExitCode)}");
        }
        catch (Win32Exception)
        {
            throw new MissingToolException($"there is no {tool} on PATH: this is no machine of a Slurm cluster");
        }
    }

    private static string Plain(string tool, string errors, int code)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Replace($"{tool}: error: ", "", StringComparison.Ordinal));
        return string.Join("; ", lines) is { Length: > 0 } text ? text : $"exit code {code}";
    }
}
