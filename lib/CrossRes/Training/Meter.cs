using System.Diagnostics;
using CrossRes.Results;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>Adds up an epoch's losses and hits on the device: read back once, at the end.</summary>
internal sealed class Meter : IDisposable
{
    private readonly IReadOnlyList<string> names;
    private readonly Tensor sums; // float64 [2 + terms]: hits, total, then each term
    private readonly Tensor broken; // float64 [terms]: the first step at which a term was not finite
    private long images, steps;

    internal Meter(IReadOnlyList<string> names, Device device)
    {
        this.names = names;
        sums = zeros(2 + names.Count, ScalarType.Float64, device).DetachFromDisposeScope();
        broken = full(names.Count, double.PositiveInfinity, ScalarType.Float64, device).DetachFromDisposeScope();
    }

    internal void Add(Tensor total, IReadOnlyList<Tensor> terms, Tensor logits, Tensor labels)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var count = labels.shape[0];
        var hits = logits.argmax(1).eq(labels).sum().to_type(ScalarType.Float64);
        var losses = terms.Prepend(total).Select(t => t.detach().to_type(ScalarType.Float64) * (double)count);
        var row = stack([hits, .. losses]);
        sums.add_(row);
        broken.copy_(broken.minimum(where(row.narrow(0, 2, names.Count).isfinite(), double.PositiveInfinity, ++steps)));
        images += count;
    }

    /// <summary>Mean of the weighted sum so far.</summary>
    internal double Loss
    {
        get
        {
            using var sum = sums[1];
            return sum.ToDouble() / images;
        }
    }

    /// <summary>
    /// For each term the step, from 1, from which on it was not finite; infinity where it always was.
    /// </summary>
    internal IReadOnlyList<double> Broken
    {
        get
        {
            using var host = broken.cpu();
            return host.data<double>().ToArray();
        }
    }

    internal EpochRecord Finish(int epoch, double learningRate, IReadOnlyDictionary<string, double> test,
        Stopwatch clock)
    {
        using var scope = NewDisposeScope();
        var host = (sums / (double)images).cpu();
        var mean = host.data<double>().ToArray();
        var terms = names.Select((name, k) => (name, mean[2 + k])).ToDictionary(t => t.name, t => t.Item2);
        return new EpochRecord(epoch, learningRate, mean[1], terms, 100 * mean[0], test, clock.Elapsed.TotalSeconds);
    }

    public void Dispose()
    {
        sums.Dispose();
        broken.Dispose();
    }
}
