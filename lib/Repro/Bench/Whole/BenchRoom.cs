using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>A folder that goes away, where runs are trained that nobody keeps.</summary>
internal sealed class BenchRoom : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-");

    internal string Folder => folder.FullName;

    /// <summary>A laboratory whose runs are stored here. Dispose it.</summary>
    internal Laboratory Open(Experiment experiment, Scale scale, string data) => new(experiment, scale,
        new LoadedData(data), new RunStore(Path.Combine(Folder, "results")), Path.Combine(Folder, "runs"), CPU);

    /// <summary>The runs of a plan as the peer reads them.</summary>
    internal static object[] ForPeer(IReadOnlyList<PlannedStep> plan, Scale scale) =>
    [
        .. plan.Select(step =>
        {
            var recipe = step.Row.Recipe!(scale);
            var before = recipe.Stages(step.Seed).LastOrDefault();
            var teacher = plan.FirstOrDefault(other => other.Seed == before.Seed
                && other.Row.Recipe!(scale).Digest == before.Recipe?.Digest);
            return new { label = step.Label, seed = step.Seed, teacher = teacher?.Label, recipe = recipe.ToJson() };
        }),
    ];

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>Tells nobody.</summary>
internal class Silence : IRunProgress
{
    public void RunStarted(string label, int epochs, int stepsPerEpoch)
    {
    }

    public void StepDone(int epoch, int step)
    {
    }

    public virtual void EpochDone(EpochRecord epoch)
    {
    }

    public void RunDone(RunRecord record)
    {
    }

    public void Note(string text)
    {
    }
}
