using System.Security.Cryptography;
using CrossRes.Common;
using CrossRes.Data.Sets;
using static TorchSharp.torch;
using static CrossRes.Data.Sets.Cifar100Format;

namespace CrossRes.Data.StandIns;

/// <param name="TrainPerClass">Training images of each of the 100 classes; the official set has 500.</param>
/// <param name="TestPerClass">Test images of each class; the official set has 100.</param>
public sealed record SyntheticOptions(long Seed = 1, int TrainPerClass = 50, int TestPerClass = 10)
{
    internal void Validate()
    {
        const int most = 100_000;
        if (TrainPerClass is < 1 or > most || TestPerClass is < 1 or > most)
            throw new ArgumentOutOfRangeException(nameof(TrainPerClass),
                $"images per class go from 1 to {most:N0}, got {TrainPerClass} and {TestPerClass}");
    }
}

/// <summary>
/// A stand-in for CIFAR-100, for machines that do not have it: procedural images in the official binary format, whose
/// classes need fine detail, so that 16×16 is harder than 32×32. Nothing measured on it says anything about
/// photographs.
/// </summary>
public static class SyntheticCifar100
{
    private const int ChunkImages = 500;

    /// <summary>
    /// Writes train.bin, test.bin, the label names and origin.json to <paramref name="folder"/>, which appears whole or
    /// not at all. The same options give the same bytes; a folder that holds them already is left as it is.
    /// </summary>
    /// <exception cref="DataFileException">The folder holds something else, or cannot be written.</exception>
    public static void Write(string folder, SyntheticOptions? options = null)
    {
        options ??= new();
        options.Validate();
        if (IsMade()) return;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new DataFileException(folder, "exists and holds something else",
                "choose another folder, or delete this one");
        WholeFolder.Make(folder, target => WriteFiles(target, options), IsMade);

        bool IsMade() => OriginFile.Read(folder)?.Options == options
            && File.Exists(Path.Combine(folder, Train.File)) && File.Exists(Path.Combine(folder, Test.File));
    }

    /// <summary>The same in a folder of its own below the one of all stand-ins.</summary>
    /// <returns>That folder.</returns>
    /// <inheritdoc cref="Write"/>
    public static string Make(string parent, SyntheticOptions options)
    {
        var folder = Path.Combine(parent, $"synthetic-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        Write(folder, options);
        return folder;
    }

    /// <summary>
    /// Images in memory for a lesson, class after class in turn; they come from other draws than those of the files.
    /// </summary>
    /// <param name="fine">Fine classes, 0..99; the label of an image is the place of its class in this list.</param>
    /// <param name="perClass">Images of each, at least 1.</param>
    /// <param name="seed">Equal seeds give equal images.</param>
    /// <returns>Owns its tensors; dispose it.</returns>
    public static ImageSet Sample(IReadOnlyList<int> fine, int perClass, long seed)
    {
        if (fine.Count == 0 || fine.Any(c => c is < 0 or >= FineClasses))
            throw new ArgumentOutOfRangeException(nameof(fine),
                $"classes go from 0 to {FineClasses - 1}, and at least one is needed");
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(seed, "synthetic sample");
        var labels = arange(perClass * (long)fine.Count, dtype: ScalarType.Int64).remainder(
            fine.Count).DetachFromDisposeScope();
        var classes = tensor([.. fine.Select(c => (long)c)]).index_select(0, labels);
        var images = cat([.. classes.split(ChunkImages).Select(chunk =>
            SyntheticImages.Paint(chunk, generator))]).DetachFromDisposeScope();
        return new ImageSet("synthetic images", images, labels, [.. fine.Select(c => SyntheticClasses.FineNames[c])],
            new DataOrigin("synthetic images", "synthetic", Convert.ToHexStringLower(SHA256.HashData(images.bytes))));
    }

    private static void WriteFiles(string folder, SyntheticOptions options)
    {
        File.WriteAllLines(Path.Combine(folder, FineNamesFile), SyntheticClasses.FineNames);
        File.WriteAllLines(Path.Combine(folder, CoarseNamesFile), SyntheticClasses.CoarseNames);
        var sha256 = new Dictionary<string, string>
        {
            [Train.File] = WriteSplit(folder, Train, options.Seed, options.TrainPerClass),
            [Test.File] = WriteSplit(folder, Test, options.Seed, options.TestPerClass),
        };
        new OriginFile("synthetic stand-in for CIFAR-100", "synthetic", options, sha256).Write(folder);
    }

    private static string WriteSplit(string folder, Split split, long seed, int perClass)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.Create(Path.Combine(folder, split.File));
        var count = perClass * FineClasses;
        for (var start = 0; start < count; start += ChunkImages)
        {
            using var scope = NewDisposeScope();
            using var generator = RandomStreams.Generator(seed, $"synthetic {split.Name}", start);
            var records = Records(arange(start, Math.Min(count, start + ChunkImages),
                dtype: ScalarType.Int64).remainder(FineClasses), generator);
            hash.AppendData(records.bytes);
            file.Write(records.bytes);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Tensor Records(Tensor fine, Generator generator)
    {
        var coarse = fine.div(SyntheticClasses.Details, RoundingMode.floor);
        var labels = stack([coarse, fine], 1).to(ScalarType.Byte);
        return cat([labels, SyntheticImages.Paint(fine, generator).flatten(1)], 1).contiguous();
    }
}
