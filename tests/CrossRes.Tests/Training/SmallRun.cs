using System.Text.Json;
using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>A training of some milliseconds: noise of four classes at 16×16 and 8×8 pixels, and the smallest networks.</summary>
internal sealed class SmallRun : IDisposable
{
    internal const int Classes = 4, Full = 16, Low = 8, Steps = 3, Epochs = 3;

    private readonly TempFolder folder = new();

    internal ImageSet Train { get; } = Noise("train", 22);

    internal ImageSet Test { get; } = Noise("test", 10);

    internal Classification Data => new(Train, Test, Normalization.Cifar100);

    internal static Recipe Alone { get; } = new()
    {
        Model = new ModelSpec("cifar_resnet8", Classes, 0.25),
        Resolution = Low,
        Images = new ImageSpec(Classes, null, null),
        Epochs = Epochs,
        BatchSize = 8,
        Optimizer = new OptimizerSpec(0.1, 0.9, 5e-4),
        Schedule = new ScheduleSpec([0.5, 0.8], 0.2, 1),
        Losses = [new LossTerm("ce", 1)],
    };

    internal static Recipe Teaching { get; } = Alone with { Model = Alone.Model with { Width = 0.5 }, Resolution = Full };

    /// <summary>All four orders; the teacher is wider, so that order 1 learns an adapter, and order C remembers centres.</summary>
    internal static Recipe Horkd { get; } = Alone with
    {
        Losses = [.. Alone.Losses, new("horkd.1", 0.1), new("horkd.2", 1), new("horkd.3", 1), new("horkd.C", 1)],
        Teacher = Teaching,
    };

    internal RunFolder Folder(Recipe recipe, string name = "runs", long seed = 1) => new(folder[name], recipe.Digest, seed, new string('a', 64));

    internal Trainer Trainer(Recipe recipe, RunFolder folder, long seed = 1) => new(recipe, seed, Data, folder, CPU);

    /// <summary>Trains; returns each epoch's numbers as text, without its time.</summary>
    internal string[] Do(Recipe recipe, RunFolder folder, long seed = 1, Teacher? teacher = null, CancelAfter? stop = null)
    {
        stop ??= new CancelAfter(int.MaxValue);
        return [.. Trainer(recipe, folder, seed).Run(teacher, stop, stop.Token).Select(Numbers)];
    }

    /// <summary>A trained teacher. Dispose it.</summary>
    internal Teacher Teacher(string name = "runs", long seed = 1)
    {
        var folder = Folder(Teaching, name, seed);
        if (!File.Exists(folder.Weights)) Do(Teaching with { Epochs = 1 }, folder, seed);
        return new Teacher(Teaching, folder, CPU);
    }

    internal static string Numbers(EpochRecord epoch) => JsonSerializer.Serialize(epoch with { Seconds = 0 });

    /// <summary>Every file of the last checkpoint but the times, by name and content.</summary>
    internal static Dictionary<string, string> State(RunFolder folder) =>
        Directory.EnumerateFiles(folder.Checkpoint(folder.LastEpoch())).Where(f => !f.EndsWith(".json"))
            .Append(folder.Weights).ToDictionary(f => Path.GetFileName(f), f => Convert.ToBase64String(File.ReadAllBytes(f)));

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        folder.Dispose();
    }

    private static ImageSet Noise(string name, int count)
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(5, name);
        return new ImageSet(
            name, randint(0, 256, [count, 3, Full, Full], ScalarType.Byte, generator: generator).DetachFromDisposeScope(),
            arange(count, dtype: ScalarType.Int64).remainder(Classes).DetachFromDisposeScope(),
            [.. Enumerable.Range(0, Classes).Select(c => $"{c}")], new DataOrigin("noise", "synthetic", new string('a', 64)));
    }
}
