using CrossRes.Common;
using CrossRes.Data.Images;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>
/// What to take of a set. Subsets are deterministic: the first classes of each part and the first images of each class.
/// </summary>
/// <param name="Side">Images are resized to squares of so many pixels, whatever their shape, by Pillow's bilinear
/// filter.</param>
/// <param name="Classes">The first so many classes of each part; null: all. Where a part has fewer, all of
/// them.</param>
/// <param name="TrainPerClass">At most so many training images of each; null: all.</param>
/// <param name="TestPerClass">At most so many test images of each; null: all.</param>
/// <param name="SkipAbsent">See <see cref="Listing.Split"/>.</param>
public sealed record FineGrainedOptions(
    int Side, int? Classes = null, int? TrainPerClass = null, int? TestPerClass = null, bool SkipAbsent = false);

/// <summary>Image sets from listed files.</summary>
public static class FineGrainedSets
{
    /// <summary>
    /// Training images and test images of other classes; labels count from 0 in each part, by class number.
    /// </summary>
    /// <exception cref="DataFileException">An image is absent or damaged, or is not what <c>origin.json</c>
    /// describes.</exception>
    public static (ImageSet Train, ImageSet Test, int Absent) Load(Listing listing, FineGrainedOptions options)
    {
        var parts = listing.Split(options.SkipAbsent);
        var marker = OriginFile.Read(listing.Folder);
        var (train, unreadable) = Read(listing, "train", Choice(parts.Train, options.Classes, options.TrainPerClass),
            options, marker);
        return Owned.By(train, _ =>
        {
            var (test, more) = Read(listing, "test", Choice(parts.Test, options.Classes, options.TestPerClass), options,
                marker);
            return (train, test, parts.Absent + unreadable + more);
        });
    }

    private static List<ListedImage> Choice(IReadOnlyList<ListedImage> images, int? classes, int? perClass)
    {
        var byClass = images.GroupBy(i => i.Class).OrderBy(c => c.Key).Take(classes ?? int.MaxValue);
        return [.. byClass.SelectMany(c => c.Take(perClass ?? int.MaxValue))];
    }

    private static (ImageSet Images, int Skipped) Read(
        Listing listing, string part, List<ListedImage> images, FineGrainedOptions options, OriginFile? marker)
    {
        var side = options.Side;
        var pictures = PictureFiles.Load([.. images.Select(i => i.Path)], side, side, (_, picture) =>
            picture.Resize(side, side), options.SkipAbsent);
        images = [.. pictures.Kept.Select(k => images[k])];
        if (images.Count == 0)
            throw new DataFileException(listing.Folder, $"has no {part} image of {listing.Name}",
                "name the folder that holds the images");
        int[] classes = [.. images.Select(i => i.Class).Distinct()];
        var labels = tensor([.. images.Select(i => (long)Array.BinarySearch(classes, i.Class))]);
        string[] names = [.. classes.Select(c => listing.ClassNames.GetValueOrDefault(c) ?? $"class {c}")];
        var origin = new DataOrigin(marker?.Name ?? $"{listing.Name} (no checksum known)", marker?.Kind
            ?? "unverified", pictures.Sha256);
        return (new ImageSet(part, pictures.Images, labels.DetachFromDisposeScope(), names, origin),
            pictures.Skipped.Count);
    }
}
