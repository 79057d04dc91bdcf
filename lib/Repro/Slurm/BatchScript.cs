using Repro.Jobs;

namespace Repro.Slurm;

/// <summary>What is asked of Slurm; the rest is its own variables', as <c>SBATCH_TIMELIMIT</c>.</summary>
/// <param name="Partition">Where to run; null: Slurm's default.</param>
internal sealed record SlurmRequest(string? Partition);

/// <summary>The script of a job array whose tasks train a run each.</summary>
internal static class BatchScript
{
    /// <summary>Restarts after an end that nobody asked for: one that comes again and again is no accident.</summary>
    private const int Restarts = 3;

    /// <summary>What a worker returns that was stopped and has an epoch more than when it began.</summary>
    internal const int StoppedFurther = 130;

    /// <summary>What a worker returns that was stopped before an epoch was done.</summary>
    internal const int StoppedAtOnce = 143;

    /// <param name="name">Of the job.</param>
    /// <param name="request">What is asked of Slurm.</param>
    /// <param name="cuda">Whether a task takes a GPU.</param>
    /// <param name="threads">Of each task.</param>
    /// <param name="worker">The program with its arguments, which takes <c>--run</c> and <c>--events</c>.</param>
    /// <param name="folder">Of the plan; on a file system that the nodes share.</param>
    /// <param name="runs">With their places in the plan, which become the tasks' numbers.</param>
    internal static string Text(string name, SlurmRequest request, bool cuda, int threads,
        IEnumerable<string> worker, PlanFolder folder, IReadOnlyList<(int Place, PlannedRun Run)> runs)
    {
        string[] wanted =
        [
            $"job-name={name}", $"array={string.Join(',', runs.Select(run => run.Place))}",
            $"cpus-per-task={threads}", .. cuda ? ["gres=gpu:1"] : Array.Empty<string>(),
            .. request.Partition is { } partition ? [$"partition={partition}"] : Array.Empty<string>(),
            "requeue", "kill-on-invalid-dep=yes", "signal=B:TERM@60", "open-mode=append",
            $"chdir=\"{Environment.CurrentDirectory}\"",
            $"output=\"{Path.Combine(folder.Path, "%a.log")}\"",
        ];
        var tasks = runs.Select(run =>
            $"    [{run.Place}]={Quoted(Assignments.Line(run.Run.Row, run.Run.Seed))}");
        return $$"""
            #!/bin/bash
            {{string.Join('\n', wanted.Select(option => $"#SBATCH --{option}"))}}

            runs=(
            {{string.Join('\n', tasks)}}
            )
            told={{Quoted(folder.Path)}}/$SLURM_ARRAY_TASK_ID.jsonl
            task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID # SLURM_JOB_ID may be the number of the whole array

            # Slurm asks the shell to end, the shell the program, and that ends after its step; once, for a second
            # time ends it at once, and also where it was asked before it knew the program
            worker= early=
            trap 'if [[ $worker ]]; then kill -TERM "$worker" 2>/dev/null; else early=yes; fi' TERM
            {{string.Join(' ', worker.Select(Quoted))}} \
                --run "${runs[SLURM_ARRAY_TASK_ID]}" --events "$told" &
            worker=$!
            [[ -z $early ]] || kill -TERM "$worker" 2>/dev/null
            while wait "$worker"; code=$?; kill -0 "$worker" 2>/dev/null; do :; done

            # {{StoppedFurther}}: stopped, and further than before; beyond 128: killed.
            # A job that was cancelled does not run any more.
            if ((code == {{StoppedFurther}} || code > 128 && ${SLURM_RESTART_COUNT:-0} < {{Restarts}})) &&
                [[ $(squeue --noheader --jobs="$task" --format=%T) == RUNNING ]]; then
                scontrol requeue "$task" && exit "$code"
            fi
            ((code == 0)) || echo "{\"event\":\"ended\",\"Code\":$code}" >>"$told"
            exit "$code"

            """;
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
