using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>
/// Mini-batches of an image set, epoch by epoch. The set stays uint8 on the device; cropping, flipping, degrading and
/// normalizing are whole-tensor operations there. An epoch's order is a function of (seed, epoch), a view of
/// (seed, epoch, image): the same whatever the batch size and whichever epochs ran before.
/// </summary>
public sealed class BatchSource : IDisposable
{
    private readonly ImageSet set;
    private readonly bool ownsSet;
    private readonly Resampler degradation;
    private readonly CropFlip augmentation;
    private readonly Normalization normalization;

    /// <param name="images">Must outlive this source; copied once where the device is another.</param>
    /// <param name="resampler">A name of <see cref="Resampler.Known"/>.</param>
    /// <param name="lowSide">Side of the square low-resolution images, in pixels.</param>
    public BatchSource(
        ImageSet images, int batchSize, string resampler, int lowSide, Normalization normalization, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        device ??= CPU;
        ownsSet = images.Images.device.ToString() != device.ToString();
        var (height, width) = ((int)images.Images.shape[2], (int)images.Images.shape[3]);
        degradation = Resampler.Named(resampler, height, width, lowSide, lowSide, device);
        augmentation = new CropFlip(height, width, device: device);
        set = ownsSet ? images.To(device) : images;
        BatchSize = batchSize;
        this.normalization = normalization;
    }

    public int BatchSize { get; }

    /// <summary>Batches per epoch; the last one may be smaller.</summary>
    public long BatchCount => (set.Count + BatchSize - 1) / BatchSize;

    /// <summary>Augmented images in a random order. A batch is valid until the next one is asked for.</summary>
    public IEnumerable<Batch> Epoch(long seed, long epoch)
    {
        foreach (var images in Order(seed, epoch).Chunk(BatchSize))
        {
            using var batch = Make(images, augmentation.Draw(seed, epoch, images));
            yield return batch;
        }
    }

    /// <summary>Every image once, as it is, in file order. A batch is valid until the next one is asked for.</summary>
    public IEnumerable<Batch> Plain()
    {
        for (var start = 0L; start < set.Count; start += BatchSize)
        {
            var images = new long[Math.Min(BatchSize, set.Count - start)];
            for (var i = 0; i < images.Length; i++)
                images[i] = start + i;
            using var batch = Make(images, null);
            yield return batch;
        }
    }

    public void Dispose()
    {
        degradation.Dispose();
        augmentation.Dispose();
        if (ownsSet)
            set.Dispose();
    }

    private long[] Order(long seed, long epoch)
    {
        using var generator = Streams.Generator(seed, "order", epoch);
        using var order = randperm(set.Count, ScalarType.Int64, generator: generator);
        return order.data<long>().ToArray();
    }

    /// <param name="views">Null: every image as it is.</param>
    private Batch Make(long[] images, long[]? views)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var device = set.Images.device;
        var indices = tensor(images, device: device);
        var pixels = set.Images.index_select(0, indices);
        var viewNumbers = views is null ? full_like(indices, augmentation.Centre) : tensor(views, device: device);
        var high = views is null ? pixels : augmentation.Apply(pixels, viewNumbers);
        return new Batch(
            indices.DetachFromDisposeScope(), viewNumbers.DetachFromDisposeScope(),
            normalization.Apply(high).DetachFromDisposeScope(),
            normalization.Apply(degradation.Apply(high)).DetachFromDisposeScope(),
            set.Labels.index_select(0, indices).DetachFromDisposeScope());
    }
}
