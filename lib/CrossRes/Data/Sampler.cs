using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>Which images make up the batches of an epoch: a function of (seed, epoch) alone.</summary>
public abstract class Sampler
{
    /// <summary>Batches in every epoch.</summary>
    public abstract long BatchCount { get; }

    /// <summary>Positions of the images, batch by batch.</summary>
    public abstract IEnumerable<long[]> Epoch(long seed, long epoch);
}

/// <summary>Every image once, in a random order; the last batch may be smaller.</summary>
public sealed class ShuffledSampler(long images, int batchSize) : Sampler
{
    public override long BatchCount => (images + batchSize - 1) / batchSize;

    public override IEnumerable<long[]> Epoch(long seed, long epoch)
    {
        using var generator = RandomStreams.Generator(seed, "order", epoch);
        using var order = randperm(images, ScalarType.Int64, generator: generator);
        return order.data<long>().ToArray().Chunk(batchSize);
    }
}
