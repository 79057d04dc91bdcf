using CrossRes.Data.Resampling;
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
    private readonly Sampler sampler;
    private readonly int batchSize;
    private readonly string resampler;
    private readonly CropFlip augmentation;
    private readonly Normalization normalization;
    private readonly Dictionary<int, Resampler> degradations = [];

    /// <param name="images">Must outlive this source; copied once where the device is another.</param>
    /// <param name="batchSize">Images in a batch of <see cref="Plain"/>, and of an epoch unless a sampler is
    /// given.</param>
    /// <param name="resampler">A name of <see cref="Resampler.Known"/>: how a full-size image becomes a smaller
    /// one.</param>
    /// <param name="augmentation">As in <see cref="CropFlip.Named"/>.</param>
    /// <param name="sampler">Null: every image once, shuffled.</param>
    public BatchSource(
        ImageSet images, int batchSize, string resampler, Normalization normalization, Device? device = null,
        string augmentation = CropFlip.Usual, Sampler? sampler = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        device ??= CPU;
        ownsSet = images.Images.device.ToString() != device.ToString();
        this.augmentation = CropFlip.Named(augmentation, images.Images.shape[2], images.Images.shape[3], device);
        set = ownsSet ? images.To(device) : images;
        this.sampler = sampler ?? new ShuffledSampler(images.Count, batchSize);
        (this.batchSize, this.resampler, this.normalization) = (batchSize, resampler, normalization);
    }

    /// <summary>Images in the set.</summary>
    public long Count => set.Count;

    /// <summary>Different views that augmentation makes of an image.</summary>
    public long ViewCount => augmentation.ViewCount;

    /// <summary>Batches per epoch.</summary>
    public long BatchCount => sampler.BatchCount;

    /// <summary>Augmented images in the sampler's order. A batch is valid until the next one is asked for.</summary>
    public IEnumerable<Batch> Epoch(long seed, long epoch)
    {
        foreach (var images in sampler.Epoch(seed, epoch))
        {
            using var batch = Make(images, augmentation.Draw(seed, epoch, images));
            yield return batch;
        }
    }

    /// <summary>Every image once, as it is, in file order. A batch is valid until the next one is asked for.</summary>
    public IEnumerable<Batch> Plain()
    {
        for (var start = 0L; start < set.Count; start += batchSize)
        {
            var images = new long[Math.Min(batchSize, set.Count - start)];
            for (var i = 0; i < images.Length; i++)
                images[i] = start + i;
            using var batch = Make(images, null);
            yield return batch;
        }
    }

    public void Dispose()
    {
        foreach (var degradation in degradations.Values) degradation.Dispose();
        augmentation.Dispose();
        if (ownsSet)
            set.Dispose();
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
        if (views is not null) pixels = augmentation.Apply(pixels, viewNumbers);
        return new Batch(
            indices.DetachFromDisposeScope(), viewNumbers.DetachFromDisposeScope(), pixels.DetachFromDisposeScope(),
            set.Labels.index_select(0, indices).DetachFromDisposeScope(), Show);
    }

    private Tensor Show(Tensor pixels, int side)
    {
        var (height, width) = (pixels.shape[2], pixels.shape[3]);
        if (height == side && width == side) return normalization.Apply(pixels);
        if (!degradations.TryGetValue(side, out var degradation))
            degradations[side] = degradation = Resampler.Named(resampler, (int)height, (int)width, side, side,
                pixels.device);
        using var scope = NewDisposeScope();
        return normalization.Apply(degradation.Apply(pixels)).MoveToOuterDisposeScope();
    }
}
