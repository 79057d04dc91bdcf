using System.Globalization;
using System.Text.RegularExpressions;
using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>
/// Random crop from an image padded with black, then a horizontal flip with probability 1/2: the usual CIFAR
/// augmentation. There are (2·padding+1)²·2 views of an image (162 for 4 pixels), or half as many without flips,
/// numbered; a view is drawn from (seed, epoch, image) alone.
/// </summary>
public sealed partial class CropFlip : IDisposable
{
    /// <summary>The augmentation of CIFAR recipes.</summary>
    public const string Usual = "pad 4, random crop, random flip";

    private readonly long height, width, padding, mirrors;
    private readonly Tensor pixels; // int64 [ViewCount, H·W]: where in the padded image each pixel of a view lies

    /// <param name="device">Where the images will be; the CPU by default.</param>
    /// <param name="flip">False for images that have a left and a right, such as digits.</param>
    public CropFlip(long height, long width, long padding = 4, Device? device = null, bool flip = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (this.height, this.width, this.padding, mirrors) = (height, width, padding, flip ? 2 : 1);
        using var scope = NewDisposeScope();
        var (paddedHeight, paddedWidth) = (height + 2 * padding, width + 2 * padding);
        var crops = arange(paddedHeight * paddedWidth, dtype: ScalarType.Int64).view(paddedHeight, paddedWidth)
            .unfold(0, height, 1).unfold(1, width, 1);
        pixels = stack(flip ? [crops, crops.flip(3)] : [crops], 2).reshape(-1, height * width)
            .to(device ?? CPU).DetachFromDisposeScope();
    }

    /// <param name="name"><c>pad P, random crop, random flip</c> with P pixels, or either part of it.</param>
    /// <exception cref="ArgumentException">No such augmentation.</exception>
    public static CropFlip Named(string name, long height, long width, Device? device = null)
    {
        if (Pattern().Match(name) is not { Success: true } match)
            throw new ArgumentException(
                $"augmentation '{name}': write 'pad P, random crop, random flip' with a number of pixels P, or one of "
                    + "the two");
        var padding = match.Groups["pad"] is { Success: true } digits
            ? long.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;
        return new CropFlip(height, width, padding, device, name.EndsWith("flip"));
    }

    [GeneratedRegex(@"^(pad (?<pad>\d{1,3}), random crop(, random flip)?|random flip)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    public long ViewCount => pixels.shape[0];

    /// <summary>The number of the view that shows the image as it is.</summary>
    public long Centre => (padding * (2 * padding + 1) + padding) * mirrors;

    /// <summary>The view of each image in one epoch, 0..ViewCount-1.</summary>
    public long[] Draw(long seed, long epoch, ReadOnlySpan<long> images) =>
        RandomStreams.Draw(RandomStreams.Key(seed, "augment", epoch), images, ViewCount);

    /// <param name="images">[N, C, H, W] of any type.</param>
    /// <param name="views">int64 [N], on the device of the images.</param>
    /// <returns>[N, C, H, W]: image n in view n.</returns>
    public Tensor Apply(Tensor images, Tensor views)
    {
        using var scope = NewDisposeScope();
        var (count, channels) = (images.shape[0], images.shape[1]);
        var padded = nn.functional.pad(images, [padding, padding, padding, padding]).flatten(2);
        var index = pixels.index_select(0, views).unsqueeze(1).expand(count, channels, height * width);
        return padded.gather(2, index).view(count, channels, height, width).MoveToOuterDisposeScope();
    }

    public void Dispose() => pixels.Dispose();
}
