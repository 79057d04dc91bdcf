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

/// <summary>
/// P classes with K images each: what losses on pairs and triplets need. A batch has min(⌊batch / K⌋, C) different
/// classes and no image twice. Classes take turns in a shuffled order, and so do the images of each, so that none comes
/// a second time before all have come once. A class with fewer than K images gives all it has, and the batch is
/// smaller:
/// a class
/// with one image has no positive pair and serves as negative. An epoch has as many batches as the images would fill.
/// </summary>
public sealed class ClassSampler : Sampler
{
    private readonly long[][] classes;
    private readonly int perBatch, perClass;

    /// <param name="labels">Of every image.</param>
    /// <param name="batchSize">Images in a batch, at most.</param>
    /// <param name="perClass">K, at least 1 and at most <paramref name="batchSize"/>.</param>
    public ClassSampler(IReadOnlyList<long> labels, int batchSize, int perClass)
    {
        if (perClass < 1 || perClass > batchSize)
            throw new ArgumentException(
                $"{perClass} images of each class in a batch of {batchSize}: from 1 to the batch's size are possible",
                nameof(perClass));
        this.perClass = perClass;
        classes = [.. labels.Select((label, image) => (label, image)).GroupBy(x => x.label).OrderBy(c => c.Key)
            .Select(c => c.Select(x => (long)x.image).ToArray())];
        perBatch = Math.Min(batchSize / perClass, classes.Length);
        BatchCount = (labels.Count + batchSize - 1) / batchSize;
    }

    public override long BatchCount { get; }

    public override IEnumerable<long[]> Epoch(long seed, long epoch)
    {
        var images = classes.Select((own, c) => Shuffled(own, RandomStreams.Key(seed, "images of a class", epoch, c)))
            .ToArray();
        var next = new int[classes.Length];
        var turns = new Queue<long>();
        for (long batch = 0, round = 0; batch < BatchCount; batch++)
        {
            var chosen = new List<long>();
            while (chosen.Count < perBatch)
            {
                if (turns.Count == 0) // those in the batch already come last in the new round
                    turns = new(Shuffled([.. Enumerable.Range(0, classes.Length).Select(c => (long)c)],
                        RandomStreams.Key(seed, "classes", epoch, round++)).OrderBy(chosen.Contains));
                chosen.Add(turns.Dequeue());
            }
            yield return [.. chosen.SelectMany(Take)];
        }

        IEnumerable<long> Take(long c)
        {
            var own = images[c];
            for (var k = Math.Min(perClass, own.Length); k > 0; k--)
                yield return own[next[c]++ % own.Length];
        }
    }

    private static long[] Shuffled(long[] items, long key) =>
        [.. items.OrderBy(item => RandomStreams.Key(key, "", item))];
}
