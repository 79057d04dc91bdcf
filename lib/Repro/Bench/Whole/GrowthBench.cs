using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Training;

namespace Repro.Bench.Whole;

/// <summary>How cost grows with batch, classes, images, resolution, and seeds over jobs; what theory expects.</summary>
internal static class GrowthBench
{
    internal static IReadOnlyList<Growth> Run(BenchRequest request, TextWriter output, CancellationToken cancel)
    {
        int[] batches = request.Small ? [16, 32] : [64, 128, 256, 512], classes = request.Small ? [10, 20]
            : [10, 100, 1000], images = request.Small ? [13, 26] : [50, 100, 200, 400],
            sides = request.Small ? [8, 16] : [8, 16, 32];
        List<Growth> all =
        [
            Losses("horkd.2", "images in a batch", batches, n => new("horkd.2", n), "1 (products) to 2 (pairs)"),
            Losses("horkd.3", "images in a batch", batches, n => new("horkd.3", n), "3: B³·D multiplications"),
            Losses("rkd.angle", "images in a batch", batches, n => new("rkd.angle", n), "3: B³·D multiplications"),
            Losses("horkd.C", "classes", classes, n => new("horkd.C", 128, n), "0 (fixed part) to 1"),
            Epochs("an epoch of ResNet18 at 16×16", "images of a class", images, n => (n, 16), "1"),
            Epochs("an epoch of ResNet18", "side of the image, px", sides, side => (images[^1], side), "2: pixels"),
        ];
        output.WriteLine("growth of losses and epochs measured");
        int[] seeds = request.Small ? [1, 2] : [1, 2, 4];
        foreach (var jobs in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            all.Add(new($"two rows of Table 1 with their teacher, --jobs {jobs}", "seeds",
                [.. seeds.Select(n => (double)n)],
                [.. seeds.Select(n => Table(request, n, jobs, cancel))], "1, less where jobs have no work"));
            output.WriteLine($"growth with seeds, {jobs} at once, measured");
        }
        return all;

        Growth Losses(string what, string size, int[] sizes, Func<int, LossCase> one, string theory) => new(
            what, size, [.. sizes.Select(n => (double)n)],
            [.. sizes.Select(n => Median(request.Rounds, () => one(n).Measure().Seconds))], theory);

        Growth Epochs(string what, string size, int[] sizes, Func<int, (int Images, int Side)> one, string theory) =>
            new(what, size, [.. sizes.Select(n => (double)n)],
                [.. sizes.Select(n => Epoch(request, one(n).Images, one(n).Side, cancel))], theory);
    }

    /// <summary>Seconds of the second epoch, which meets a warm machine.</summary>
    private static double Epoch(BenchRequest request, int images, int side, CancellationToken cancel)
    {
        var scale = Scale.Laptop with
        {
            Cifar = Scale.Laptop.Cifar with { TrainPerClass = images, TestPerClass = 1, Horkd = new(2, 2) },
        };
        var row = HorkdTable1.Experiment["alone-16-r"];
        row = row with { Recipe = s => HorkdTable1.Experiment["alone-16-r"].Recipe!(s) with { Resolution = side } };
        var experiment = HorkdTable1.Experiment with { Key = "bench-growth", Rows = [row] };
        return Median(request.Rounds, () =>
        {
            using var room = new BenchRoom();
            using var laboratory = room.Open(experiment, scale, request.Data);
            return laboratory.GetOrTrain(row, 1, new Silence(), cancel).Epochs[^1].Seconds;
        });
    }

    /// <summary>Seconds of a few rows from nothing.</summary>
    private static double Table(BenchRequest request, int seeds, int jobs, CancellationToken cancel)
    {
        using var room = new BenchRoom();
        var some = request with { Rows = ["alone-16-v", "kd-16-v"], Seeds = seeds };
        return TableBench.Table1(some).Here(some, room, cancel, jobs);
    }

    private static double Median(int rounds, Func<double> measure) =>
        Measurement.Median([.. Enumerable.Range(0, rounds).Select(_ => measure())]);
}
