using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>What a worker tells its parent, and what is kept of it: one line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(Epoch), "epoch")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Ended), "ended")]
internal abstract record WorkerEvent
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>The event of a line; null where it is none, as what a native library prints.</summary>
    internal static WorkerEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerEvent>(line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Passes on what the trainer told there.</summary>
    internal virtual void Tell(IRunProgress progress)
    {
    }

    /// <summary>It could begin: from here on, what goes wrong is a run's.</summary>
    internal sealed record Ready : WorkerEvent;

    internal sealed record Started(string Label, int Epochs, int StepsPerEpoch) : WorkerEvent
    {
        internal override void Tell(IRunProgress progress) => progress.RunStarted(Label, Epochs, StepsPerEpoch);
    }

    internal sealed record Step(int InEpoch, int Number) : WorkerEvent
    {
        internal override void Tell(IRunProgress progress) => progress.StepDone(InEpoch, Number);
    }

    internal sealed record Epoch(EpochRecord Record) : WorkerEvent
    {
        internal override void Tell(IRunProgress progress) => progress.EpochDone(Record);
    }

    internal sealed record Done(RunRecord Record) : WorkerEvent
    {
        internal override void Tell(IRunProgress progress) => progress.RunDone(Record);
    }

    internal sealed record Note(string Text) : WorkerEvent;

    /// <summary>The run was not trained; the worker goes on.</summary>
    internal sealed record Failed(string Reason) : WorkerEvent;

    /// <summary>The process ended; told by whoever started it.</summary>
    /// <param name="Code">Its exit code.</param>
    internal sealed record Ended(int Code) : WorkerEvent;
}
