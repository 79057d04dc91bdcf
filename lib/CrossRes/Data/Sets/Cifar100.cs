using System.Security.Cryptography;
using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;
using static CrossRes.Data.Sets.Cifar100Format;

namespace CrossRes.Data.Sets;

/// <summary>
/// What to take of CIFAR-100. Subsets are deterministic: the first images of each class, in file order.
/// </summary>
/// <param name="Classes">The first K classes: labels 0..K-1. Null: all.</param>
/// <param name="TrainPerClass">At most so many training images per class. Null: all.</param>
/// <param name="TestPerClass">At most so many test images per class. Null: all.</param>
public sealed record Cifar100Options(
    int? Classes = null, int? TrainPerClass = null, int? TestPerClass = null)
{
    internal void Validate()
    {
        if (Classes is { } k && (k < 1 || k > FineClasses))
            throw new ArgumentOutOfRangeException(nameof(Classes), k,
                $"CIFAR-100 has 1 to {FineClasses} classes to choose from");
        if (TrainPerClass < 1 || TestPerClass < 1)
            throw new ArgumentOutOfRangeException(TrainPerClass < 1
                ? nameof(TrainPerClass) : nameof(TestPerClass), "at least one image per class is needed");
    }
}

/// <summary>
/// CIFAR-100 in its official binary version (<c>train.bin</c>, <c>test.bin</c>), or a set of our generator in that
/// format.
/// </summary>
public static class Cifar100
{
    /// <param name="folder">Holds the two files, or a folder <c>cifar-100-binary</c> that does.</param>
    /// <exception cref="DataFileException">A file is missing, truncated, altered or has a label out of
    /// range.</exception>
    public static (ImageSet Train, ImageSet Test) Load(string folder, Cifar100Options? options = null)
    {
        options ??= new();
        options.Validate();
        var root = Cifar100Files.Root(folder);
        var origin = OriginFile.Read(root);
        var names = Cifar100Files.ClassNames(root, options);
        return Owned.By(
            Read(root, Train, origin, options, options.TrainPerClass, names),
            train => (train, Read(root, Test, origin, options, options.TestPerClass, names)));
    }

    private static ImageSet Read(
        string root, Split split, OriginFile? marker, Cifar100Options options, int? perClass,
        IReadOnlyList<string> names)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var path = Cifar100Files.Locate(root, split);
        var records = Records(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(records.bytes));
        var origin = Origin(path, split, sha256, records.shape[0], marker);
        CheckLabels(path, records, 0, "coarse", CoarseClasses);
        CheckLabels(path, records, 1, "fine", FineClasses);

        var labels = records.select(1, 1).to(ScalarType.Int64);
        var images = records.narrow(1, 2, Pixels);
        if (names.Count < FineClasses || perClass is not null)
        {
            var chosen = Subset.Take(labels, FineClasses, names.Count, perClass);
            (images, labels) = (images.index_select(0, chosen), labels.index_select(0, chosen));
        }
        if (labels.shape[0] == 0)
            throw new DataFileException(path, $"has no image of the first {names.Count} classes",
                "choose more classes");
        return new ImageSet(
            split.Name, images.contiguous().view(-1, 3, Side, Side).DetachFromDisposeScope(),
            labels.contiguous().DetachFromDisposeScope(), names, origin);
    }

    /// <summary>The file as uint8 [N, 3074], read straight into the tensor's memory.</summary>
    private static Tensor Records(string path)
    {
        using var file = DataFile.Open(path, Cifar100Files.FetchAgain);
        var (count, rest) = Math.DivRem(file.Length, RecordBytes);
        if (rest != 0 || count == 0)
            throw new DataFileException(path,
                $"is truncated: {file.Length:N0} bytes, record {count} (from byte {count * RecordBytes:N0}) has "
                    + $"{rest:N0} of {RecordBytes:N0} bytes",
                Cifar100Files.FetchAgain);
        var records = empty(count, RecordBytes, ScalarType.Byte);
        file.ReadExactly(records.bytes);
        return records;
    }

    private static DataOrigin Origin(string path, Split split, string sha256, long count, OriginFile? marker)
    {
        if (sha256 == split.Sha256)
            return new("CIFAR-100 (official)", "real", sha256);
        if (marker is not null)
        {
            return marker.Sha256.GetValueOrDefault(split.File) == sha256
                ? new(marker.Name, marker.Kind, sha256)
                : throw new DataFileException(path, $"is not the file that {OriginFile.FileName} beside it describes",
                    "generate the set again");
        }
        return count == split.Count
            ? new("CIFAR-100 format (unverified)", "unverified", sha256)
            : throw new DataFileException(path,
                $"has {count:N0} records, the official file has {split.Count:N0}", Cifar100Files.FetchAgain);
    }

    private static void CheckLabels(string path, Tensor records, long column, string kind, int classes)
    {
        using var scope = NewDisposeScope();
        var labels = records.select(1, column);
        var bad = (labels >= classes).nonzero();
        if (bad.shape[0] == 0)
            return;
        var record = bad[0, 0].item<long>();
        throw new DataFileException(path,
            $"record {record} (byte {record * RecordBytes + column:N0}) has {kind} label "
                + $"{labels[record].item<byte>()}, the format allows 0 to {classes - 1}",
            $"check that this is the CIFAR-100 binary version, and {Cifar100Files.FetchAgain}");
    }
}
