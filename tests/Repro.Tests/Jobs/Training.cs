using Repro.Tests.Commands;

namespace Repro.Tests.Jobs;

/// <summary>Runs in a checkout while they are trained.</summary>
internal static class Training
{
    /// <summary>A process in the middle of a run, where it is stopped, and the run's folder.</summary>
    /// <param name="wanted">Whether it may be that process; null: any.</param>
    internal static (int Process, string Run) Stopped(Checkout checkout, Func<int, bool>? wanted = null)
    {
        (int, string)? found = null;
        Processes.Await(() =>
        {
            foreach (var run in Checkpoints(checkout).Select(c => Path.GetDirectoryName(c)!).Distinct())
            {
                if (Processes.HolderOf($"{run}.lock") is not { } holder || wanted?.Invoke(holder) == false) continue;
                Signal.Send(holder, "STOP");
                if (Processes.HolderOf($"{run}.lock") == holder && !File.Exists(Path.Combine(run, "weights.safetensors"))) found = (holder, run);
                else Signal.Send(holder, "CONT"); // it was done meanwhile
                if (found is not null) return true;
            }
            return false;
        }, "a training with a checkpoint");
        return found!.Value;
    }

    internal static IEnumerable<string> Checkpoints(Checkout checkout) => Directory.Exists(checkout[".crossres/runs"])
        ? Directory.GetDirectories(checkout[".crossres/runs"]).SelectMany(run => Directory.Exists(run) ? Directory.GetDirectories(run, "epoch-????") : [])
        : [];
}
