using CrossRes.Data;
using CrossRes.Data.Resampling;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

public sealed class BatchSourceTests : IDisposable
{
    private const int Count = 23;

    private readonly ImageSet set = new(
        "test", randint(0, 256, [Count, 3, 32, 32], ScalarType.Byte).DetachFromDisposeScope(),
        arange(Count, dtype: ScalarType.Int64).DetachFromDisposeScope(), [.. Enumerable.Range(0, Count).Select(i => $"{i}")],
        new DataOrigin("random", "synthetic", ""));

    public void Dispose() => set.Dispose();

    [Fact]
    public void An_epoch_shows_every_image_once_in_an_order_of_its_own()
    {
        using var source = Source(8);
        var first = Images(source.Epoch(1, 0));
        Assert.Equal(3, source.BatchCount);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), first.Keys.Order());
        Assert.NotEqual(first.Keys, Images(source.Epoch(1, 1)).Keys);
        Assert.NotEqual(first.Keys, Images(source.Epoch(2, 0)).Keys);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), Images(source.Plain()).Keys);
    }

    [Fact]
    public void What_is_seen_depends_neither_on_the_batch_size_nor_on_earlier_epochs()
    {
        using var source = Source(8);
        using var other = Source(5);
        Images(source.Epoch(1, 3));
        var (expected, got) = (Images(source.Epoch(1, 4)), Images(other.Epoch(1, 4)));
        Assert.Equal(expected.Keys, got.Keys);
        Assert.All(expected, image => Assert.Equal(image.Value, got[image.Key]));
    }

    [Fact]
    public void Low_is_the_degraded_view_of_high()
    {
        using var source = Source(8);
        using var resampler = Resampler.Named("pillow-bilinear", 32, 32, 16, 16);
        var norm = Normalization.Cifar100;
        foreach (var batch in source.Epoch(1, 0))
        {
            using var scope = NewDisposeScope();
            var (mean, std) = (tensor(norm.Mean.ToArray(), [3, 1, 1]), tensor(norm.Std.ToArray(), [3, 1, 1]));
            var high = ((batch.At(32) * std + mean) * 255).round();
            var low = ((batch.At(16) * std + mean) * 255).round();
            Assert.True((low == resampler.Apply(high.to(ScalarType.Byte))).all().item<bool>());
            Assert.True((batch.Labels == batch.Indices).all().item<bool>());
            Assert.Equal(ScalarType.Float32, batch.At(32).dtype);
        }
    }

    [Fact]
    public void An_epoch_leaves_no_tensor_behind()
    {
        using var source = Source(8);
        Images(source.Epoch(1, 0));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var epoch = 1; epoch < 20; epoch++)
        {
            Assert.Equal(3, source.Epoch(1, epoch).Count());
            Assert.Single(source.Epoch(1, epoch).Take(1)); // an epoch that is left early
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private BatchSource Source(int batchSize) => new(set, batchSize, "pillow-bilinear", Normalization.Cifar100);

    private static Dictionary<long, float[]> Images(IEnumerable<Batch> epoch)
    {
        var images = new Dictionary<long, float[]>();
        foreach (var batch in epoch)
        {
            using var scope = NewDisposeScope();
            var (indices, low) = (batch.Indices.data<long>().ToArray(), batch.At(16).data<float>().ToArray());
            foreach (var (index, pixels) in indices.Zip(low.Chunk(low.Length / indices.Length)))
                images.Add(index, pixels);
        }
        return images;
    }
}
