using CrossRes.Results;

namespace Repro.Jobs;

/// <summary>What was told of a run, summed up.</summary>
/// <param name="HasBegun">Whether a worker took it.</param>
/// <param name="Epochs">That it takes.</param>
/// <param name="Last">Its last finished epoch; null: none that was told of.</param>
/// <param name="End">How it ended: done, failed, or with its process; null while it has not.</param>
internal sealed record RunStory(bool HasBegun, int Epochs, EpochRecord? Last, WorkerEvent? End)
{
    private static readonly RunStory Nothing = new(false, 0, null, null);

    /// <summary>From a file of events, which another process may be writing.</summary>
    internal static RunStory Read(string path)
    {
        if (!File.Exists(path)) return Nothing;
        using var file = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var story = Nothing;
        while (file.ReadLine() is { } line)
            if (WorkerEvent.Parse(line) is { } told) story = story.After(told);
        return story;
    }

    private RunStory After(WorkerEvent told) => told switch
    {
        WorkerEvent.Started started => this with { HasBegun = true, Epochs = started.Epochs, End = null },
        WorkerEvent.Epoch epoch => this with { Last = epoch.Record },
        // what a process said itself says more than how it ended
        WorkerEvent.Ended when End is WorkerEvent.Failed => this,
        WorkerEvent.Done or WorkerEvent.Failed or WorkerEvent.Ended => this with { End = told },
        _ => this,
    };
}
