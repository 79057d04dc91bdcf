using System.Globalization;
using CrossRes.Results;

namespace Repro.Jobs;

/// <summary>What has become of a run.</summary>
internal enum RunPhase
{
    Queued,
    Running,
    Done,
    Failed,

    /// <summary>Whoever worked on it ended in the middle; the same command goes on.</summary>
    Stopped,
}

/// <summary>What has become of a run, in words.</summary>
/// <param name="Phase">Whether it waits, goes on or is over.</param>
/// <param name="Text">How far it is, what it waits for, or why it failed.</param>
/// <param name="Place">Who has it.</param>
internal sealed record RunStatus(RunPhase Phase, string Text, string Place)
{
    /// <summary>Of all runs of a plan, in its order.</summary>
    /// <param name="queue">The tasks that a queue knows, by name.</param>
    /// <param name="ended">What a queue says of a task that it does not know any more.</param>
    internal static IReadOnlyList<RunStatus> Read(PlanFolder folder, IReadOnlyDictionary<string, QueuedTask> queue,
        Func<string, QueuedTask?> ended)
    {
        var plan = folder.Plan;
        var all = new Dictionary<string, RunStatus>();
        foreach (var (place, run) in plan.Runs.Index())
            all[run.Label] = plan.Tasks.GetValueOrDefault(run.Label) is { } task
                ? InQueue(task, queue.GetValueOrDefault(task) ?? ended(task), run, folder.Story(place),
                    Complaint(folder.Output(place)))
                : Here(plan, run, folder.Story(place));
        foreach (var run in plan.Runs)
            if (all[run.Label] is { Phase: RunPhase.Stopped } lost && run.After.FirstOrDefault(stage =>
                all.GetValueOrDefault(stage)?.Phase == RunPhase.Failed) is { } needed && plan.Tasks.Count > 0)
                all[run.Label] = lost with { Phase = RunPhase.Failed, Text = LostRuns.Needs(needed) };
        return [.. plan.Runs.Select(run => all[run.Label])];
    }

    private static RunStatus Here(StoredPlan plan, PlannedRun run, RunStory story)
    {
        var alive = plan.IsWorkedOn();
        return Over(story, "", plan.Host) ?? (alive, story.HasBegun) switch
        {
            (false, true) => new(RunPhase.Stopped, $"{Progress(story)}; the same command goes on", plan.Host),
            (false, false) => new(RunPhase.Stopped, "before it began", plan.Host),
            (_, true) => new(RunPhase.Running, Progress(story), plan.Host),
            (_, false) => new(RunPhase.Queued, Waits(run), plan.Host),
        };
    }

    private static RunStatus InQueue(string name, QueuedTask? task, PlannedRun run, RunStory story, string complaint)
    {
        var place = task is { Node.Length: > 0 } ? $"{name} on {task.Node}" : name;
        return task switch
        {
            { Phase: RunPhase.Running } when story.End is null => new(RunPhase.Running, Progress(story), place),
            { Phase: RunPhase.Running } => new(RunPhase.Running, task.State.ToLowerInvariant(), place),
            { Phase: RunPhase.Queued } => new(RunPhase.Queued, Waiting(task, run, story), place),
            { Phase: RunPhase.Failed, Reason: "DependencyNeverSatisfied" } =>
                new(RunPhase.Failed, Waits(run), place),
            // a queue that ended a task knows more of it than its process's last word
            { Phase: RunPhase.Failed, State: not "FAILED" } when story.End is WorkerEvent.Ended =>
                Vanished(task, complaint, place, story),
            _ => Over(story, complaint, place) ?? Vanished(task, complaint, place, story),
        };
    }

    private static RunStatus? Over(RunStory story, string complaint, string place) => story.End switch
    {
        WorkerEvent.Done done => new(RunPhase.Done, string.Create(CultureInfo.InvariantCulture,
            $"{done.Record.Result.Last:0.00} %, {Duration.Text(done.Record.WallSeconds)}"), place),
        WorkerEvent.Failed failed => new(RunPhase.Failed, failed.Reason.Split('\n')[0].Trim(), place),
        WorkerEvent.Ended ended => new(RunPhase.Failed, EndOfProcess.Explain(ended.Code, complaint), place),
        _ => null,
    };

    /// <summary>It is over, and its worker had no time to say so.</summary>
    private static RunStatus Vanished(QueuedTask? task, string complaint, string place, RunStory story)
    {
        string[] known = [task is null ? "" : $"{task.State} {task.Reason}".Trim(), complaint];
        var why = string.Join(": ", known.Where(part => part.Length > 0));
        return story.HasBegun || why.Length > 0
            ? new(RunPhase.Failed, why.Length > 0 ? why : $"{Progress(story)}, and is in no queue any more", place)
            : new(RunPhase.Stopped, "in no queue any more", place);
    }

    private static string Waiting(QueuedTask task, PlannedRun run, RunStory story)
    {
        var why = task.Reason == "Dependency" && run.After.Count > 0 ? Waits(run) : task.Reason;
        return story.Last is null ? why : $"{why}, {Progress(story)}";
    }

    private static string Waits(PlannedRun run) =>
        run.After.Count > 0 ? $"needs {string.Join(", ", run.After)}" : "";

    private static string Progress(RunStory story) => story switch
    {
        { HasBegun: false } => "it begins",
        { Last: { } epoch } => $"after epoch {epoch.Epoch}/{story.Epochs}",
        _ => $"in its first epoch of {story.Epochs}",
    };

    /// <summary>The last line that a process printed.</summary>
    private static string Complaint(string path) => File.Exists(path)
        ? File.ReadLines(path).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "" : "";
}
