namespace Repro.Jobs;

/// <summary>A task as its queue sees it.</summary>
/// <param name="Name">As the queue calls it.</param>
/// <param name="State">In the queue's word.</param>
/// <param name="Phase">What that means; <see cref="RunPhase.Done"/> says nothing of the run's record.</param>
/// <param name="Reason">Why it waits or ended; empty where the queue does not say.</param>
/// <param name="Node">Where it runs; empty where it does not.</param>
internal sealed record QueuedTask(string Name, string State, RunPhase Phase, string Reason, string Node)
{
    /// <summary>Whether it will still work on its run.</summary>
    internal bool IsLive => Phase is RunPhase.Queued or RunPhase.Running;
}
