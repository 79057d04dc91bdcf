using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Training;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>
/// An epoch's batches as a student at 16×16 sees them: shuffled, cropped, flipped, reduced; one thread.
/// </summary>
internal static class BatchBench
{
    internal const string Part = "CIFAR batches";

    internal static Measurement Run(BenchRequest request, Peer peer, CancellationToken cancel)
    {
        var scale = request.Small ? Scale.Tiny : Scale.Laptop;
        var recipe = HorkdTable1.Experiment["alone-16-r"].Recipe!(scale);
        using var data = new LoadedData(request.Data);
        using var source = Trainer.Source(recipe, data.Load(recipe.Images), CPU);
        foreach (var batch in source.Epoch(1, 1)) batch.At(recipe.Resolution); // compiles
        var (here, beside) = (new List<double>(), new List<double>());
        for (var round = 1; round <= request.Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var batch in source.Epoch(1, round)) batch.At(recipe.Resolution);
            here.Add(clock.Elapsed.TotalSeconds);
            beside.Add(peer.Run("batches", new
            {
                data = request.Data, threads = 1, recipe = recipe.ToJson(), repeats = 2,
            }, cancel)[0].GetProperty("seconds").GetDouble());
        }
        return new(Part, $"an epoch of {source.Count:N0} images in batches of {recipe.BatchSize}, at 16×16", here,
            beside);
    }
}
