using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>
/// What all tables would take at paper scale: operations counted, not measured, over an assumed speed, laid out on GPUs
/// as <c>--jobs</c> and Slurm lay out runs.
/// </summary>
internal static class PaperEstimate
{
    /// <summary>
    /// Operations a second that one GPU sustains in these trainings; an assumption, about what TF32 gives a data-centre
    /// GPU of 2020 on a ResNet50 (a third of its peak would be 50).
    /// </summary>
    internal const double Speed = 20e12;

    private const int Seeds = 5, OperationsPerMultiplication = 2;
    private const double BackwardTimesForward = 2;
    private static readonly int[] Gpus = [1, 8, 64];

    /// <summary>Images to learn from and to test on, as published or about; a pair counts as two.</summary>
    internal static IReadOnlyDictionary<string, (long Train, long Test)> Images { get; } =
        new Dictionary<string, (long, long)>
        {
            ["cifar100"] = (50_000, 10_000), ["lfw"] = (7_000, 1_200), ["lfw-folds"] = (0, 12_000),
            ["faces"] = (367_888, 12_000), ["uccs"] = (12_000, 4_000), ["tinyface"] = (7_804, 8_171 + 153_428),
            ["svhn"] = (73_257, 26_032), ["stl10"] = (5_000, 8_000), ["tiny-imagenet"] = (100_000, 10_000),
            ["cars196"] = (8_054, 8_131), ["cub200"] = (5_864, 5_924), ["sop"] = (59_551, 60_502),
        };

    internal static IReadOnlyList<string> Lines(IReadOnlyList<Experiment> experiments)
    {
        var lines = new List<string>
        {
            "Counted, not measured: multiplications of every network at its resolution, "
                + $"{1 + BackwardTimesForward} times for a training image, once for its teacher and once for a test "
                + $"image, over {Speed / 1e12:0} TFLOP/s that one GPU is assumed to sustain; losses, data and idle "
                + "time are left out.",
        };
        var everything = new Dictionary<string, PlannedRun>();
        foreach (var experiment in experiments)
        {
            var own = Runs(experiment);
            foreach (var run in own.Values) everything[run.Label] = run;
            lines.Add($"{experiment.Key}: {own.Count} runs, {Hours(own.Values.Sum(run => run.Cost))} GPU hours");
        }
        PlannedRun[] all = [.. everything.Values];
        lines.Add(
            $"All, what tables share counted once: {all.Length} runs, {Hours(all.Sum(run => run.Cost))} GPU hours. "
            + string.Join(", ", Gpus.Select(gpus => $"on {gpus} GPU{(gpus > 1 ? "s" : "")} "
                + $"{Duration.Text(Schedule.Length(all, gpus))}")));
        return lines;
    }

    /// <summary>The runs of a table with all seeds, by recipe and seed.</summary>
    private static Dictionary<string, PlannedRun> Runs(Experiment experiment)
    {
        var scale = Scale.Paper;
        var runs = new Dictionary<string, PlannedRun>();
        foreach (var row in experiment.AllTrainable.Where(row => !row.NeedsWeights))
            for (var seed = 1; seed <= Seeds; seed++) Add(row.Recipe!(scale), seed);
        return runs;

        string Add(Recipe recipe, long seed)
        {
            var label = $"{recipe.Digest} seed {seed}";
            if (runs.ContainsKey(label)) return label;
            string[] after = recipe.Teacher is { } teacher ? [Add(teacher, recipe.TeacherSeed ?? seed)] : [];
            runs[label] = new(label, Seconds(recipe)) { After = after, Seed = seed };
            return label;
        }
    }

    private static double Seconds(Recipe recipe)
    {
        var (train, test) = Images[recipe.Images.Set];
        var forward = Forward(recipe);
        var teacher = recipe.Teacher is { } t ? Forward(t) : 0;
        var multiplications = recipe.Epochs
            * (train * (forward * (1 + BackwardTimesForward) + teacher) + test * forward);
        return OperationsPerMultiplication * multiplications / Speed;
    }

    private static readonly Dictionary<(ModelSpec, int), double> Known = [];

    private static double Forward(Recipe recipe)
    {
        if (Known.TryGetValue((recipe.Model, recipe.Resolution), out var known)) return known;
        using var scope = NewDisposeScope();
        using var network = Network.Create(recipe.Model, 1, CPU);
        return Known[(recipe.Model, recipe.Resolution)] = Multiplications.PerImage(network, recipe.Resolution);
    }

    private static string Hours(double seconds) => (seconds / 3600).ToString("#,0", CultureInfo.InvariantCulture);
}
