using CrossRes.Common;
using CrossRes.Data.Images;

namespace CrossRes.Data.StandIns;

/// <param name="Classes">In all; half of them are for the test. At least 4.</param>
/// <param name="PerClass">Images of each.</param>
/// <param name="Side">Of the square images, in pixels.</param>
public sealed record SpecimenOptions(int Classes, int PerClass, int Side, long Seed = 1);

/// <summary>
/// A stand-in for a fine-grained set, for machines that do not have it: procedural JPEG images in its official layout.
/// </summary>
public static class SyntheticFineGrained
{
    private const int Quality = 92;

    /// <summary>
    /// The folder with such images, made now where it is missing; it appears whole or not at all. The same options give
    /// the same images.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <param name="name">Of the set that is imitated.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Write(string parent, string name, SyntheticLayout layout, SpecimenOptions options)
    {
        if (options.Classes < 4 || options.PerClass < 1 || options.Side < 8)
            throw new ArgumentException($"{options}: at least 4 classes of 1 image of 8×8 pixels are needed",
                nameof(options));
        var target = Path.Combine(parent,
            $"{name}-{options.Classes}x{options.PerClass}-{options.Side}-s{options.Seed}");
        return SyntheticFolder.Make(target, name, options.Seed, options.PerClass, folder =>
            layout.List(folder, Paint(folder, layout, options)));
    }

    private static List<(string Path, int Class)> Paint(string folder, SyntheticLayout layout, SpecimenOptions options)
    {
        var images = new List<(string Path, int Class)>();
        for (var number = 1; number <= options.Classes; number++)
            foreach (var (k, picture) in SyntheticSpecimens.Paint(options.Seed, number, options.PerClass,
                options.Side).Index())
            {
                var path = layout.PathOf(number, k + 1, images.Count + 1);
                var file = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, Jpeg.Encode(picture, Quality));
                images.Add((path, number));
            }
        return images;
    }
}
