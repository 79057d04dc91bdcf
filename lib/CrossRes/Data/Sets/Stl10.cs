using System.Security.Cryptography;
using CrossRes.Common;
using CrossRes.Data.Resampling;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>
/// STL-10 (Coates, Ng, Lee 2011), binary version: <c>train_X.bin</c> and <c>test_X.bin</c> with images of 96×96 pixels,
/// three planes each, column by column; <c>train_y.bin</c> and <c>test_y.bin</c> with labels 1 to 10; or a stand-in in
/// that format.
/// Images are reduced as they are read.
/// </summary>
public static class Stl10
{
    internal const int Side = 96, AllClasses = 10;
    internal const string Folder = "stl10_binary";

    private const int ImageBytes = 3 * Side * Side, Chunk = 1024;

    /// <summary>MD5 of the official files, as torchvision lists them.</summary>
    private static readonly Dictionary<string, string> Official = new()
    {
        ["train_X.bin"] = "918c2871b30a85fa023e0c44e0bee87f", ["train_y.bin"] = "5a34089d4802c674881badbb80307741",
        ["test_X.bin"] = "7f263ba9f9e0b06b93213547f721ac82", ["test_y.bin"] = "36f9794fa4beb8a2c72628de14fa638e",
    };

    /// <param name="folder">Holds the four files, or a folder <c>stl10_binary</c> that does.</param>
    /// <param name="side">To which images are reduced, in pixels (Pillow's bilinear filter).</param>
    /// <param name="classes">The first so many classes, 1 … 10.</param>
    /// <param name="trainPerClass">At most so many training images of each; null: all.</param>
    /// <param name="testPerClass">At most so many test images of each; null: all.</param>
    /// <exception cref="DataFileException">A file is missing, truncated, or has a label out of range.</exception>
    public static (ImageSet Train, ImageSet Test) Load(
        string folder, int side, int classes = AllClasses, int? trainPerClass = null, int? testPerClass = null)
    {
        if (classes is < 1 or > AllClasses)
            throw new ArgumentOutOfRangeException(nameof(classes), classes,
                "STL-10 has 1 to 10 classes to choose from");
        var nested = Path.Combine(folder, Folder);
        var root = Directory.Exists(nested) ? nested : folder;
        return Owned.By(
            Read(root, "train", side, classes, trainPerClass), train =>
                (train, Read(root, "test", side, classes, testPerClass)));
    }

    private static ImageSet Read(string root, string part, int side, int classes, int? perClass)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (pixelFile, labelFile) = (Open(root, $"{part}_X.bin"), Open(root, $"{part}_y.bin"));
        var labels = Labels(labelFile);
        var length = new FileInfo(pixelFile).Length;
        if (length != (long)labels.shape[0] * ImageBytes)
            throw Fault(pixelFile,
                $"has {length:N0} bytes, {labels.shape[0]:N0} images of {part}_y.bin take "
                    + $"{labels.shape[0] * ImageBytes:N0}");
        var chosen = Subset.Take(labels, AllClasses, classes, perClass);
        if (chosen.shape[0] == 0)
            throw Fault(labelFile, $"has no image of the first {classes} classes");
        return new ImageSet(
            part, Images(pixelFile, labels.shape[0], chosen, side).DetachFromDisposeScope(),
            labels.index_select(0, chosen).DetachFromDisposeScope(),
            ClassNames(root, classes), Origin(root, pixelFile, labelFile));
    }

    /// <summary>The chosen images, chunk by chunk: the whole file at full size is not held.</summary>
    private static Tensor Images(string path, long count, Tensor chosen, int side)
    {
        using var scope = NewDisposeScope();
        using var reduce = Resampler.Named("pillow-bilinear", Side, Side, side, side);
        using var file = DataFile.Open(path);
        var parts = new List<Tensor>();
        for (var start = 0L; start < count; start += Chunk)
        {
            using var step = NewDisposeScope();
            var raw = empty([Math.Min(Chunk, count - start), 3, Side, Side], ScalarType.Byte);
            file.ReadExactly(raw.bytes);
            var own = chosen.masked_select((chosen >= start).logical_and(chosen < start + raw.shape[0])) - start;
            if (own.shape[0] > 0)
                parts.Add(reduce.Apply(
                    raw.index_select(0, own).transpose(2, 3).contiguous()).MoveToOuterDisposeScope());
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Labels(string path)
    {
        var bytes = DataFile.Bytes(path);
        if (bytes.Length == 0)
            throw Fault(path, "is empty");
        if (bytes.Index().FirstOrDefault(b =>
            b.Item is < 1 or > AllClasses, (-1, default)) is (>= 0 and var at, var label))
            throw Fault(path, $"byte {at:N0} is {label}: labels are 1 to {AllClasses}");
        return tensor([.. bytes.Select(b => b - 1L)], dtype: ScalarType.Int64);
    }

    private static IReadOnlyList<string> ClassNames(string root, int classes)
    {
        var path = Path.Combine(root, "class_names.txt");
        string[] names = DataFile.IsThere(path) ? [.. DataFile.Lines(path).Select(l => l.Text.Trim()).Where(l =>
            l.Length > 0)] : [.. Enumerable.Range(1, AllClasses).Select(i => $"class {i}")];
        return names.Length == AllClasses
            ? names[..classes]
                : throw new DataFileException(path, $"has {names.Length} names, {AllClasses} are expected",
                    "restore the official file, or delete it to go without names");
    }

    private static DataOrigin Origin(string root, params string[] files)
    {
        var hashes = files.Select(f =>
            (Name: Path.GetFileName(f), Md5: Hash(f, MD5.HashData), Sha256: Hash(f, SHA256.HashData))).ToList();
        var sha256 = Common.Digest.Sha256(string.Concat(hashes.Select(h => h.Sha256)));
        if (hashes.All(h => Official[h.Name] == h.Md5))
            return new("STL-10 (official)", "real", sha256);
        return OriginFile.Read(root) is { } marker
            ? new(marker.Name, marker.Kind, sha256) : new("STL-10 format (unverified)", "unverified", sha256);
    }

    private static string Hash(string path, Func<Stream, byte[]> hash)
    {
        using var file = DataFile.Open(path);
        return Convert.ToHexStringLower(hash(file));
    }

    private static string Open(string root, string file)
    {
        var path = Path.Combine(root, file);
        return File.Exists(path) ? path : throw new DataFileException(path, "no such file",
            "name the folder where stl10_binary.tar.gz was unpacked");
    }

    private static DataFileException Fault(string path, string problem) =>
        new(path, problem, "unpack stl10_binary.tar.gz again");
}
