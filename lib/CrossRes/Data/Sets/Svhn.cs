using System.Security.Cryptography;
using CrossRes.Common;
using CrossRes.Data.Mat;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>
/// Street View House Numbers, cropped digits (Netzer et al. 2011): <c>train_32x32.mat</c> and <c>test_32x32.mat</c>,
/// each with images X [32, 32, 3, N] and labels y [N, 1], where 10 stands for the digit 0; or a stand-in in that
/// format.
/// </summary>
public static class Svhn
{
    internal const int Side = 32, Digits = 10;
    internal const string TrainFile = "train_32x32.mat", TestFile = "test_32x32.mat";

    // of the official files, as torchvision lists them
    private static readonly string[] Md5 = ["e26dedcc434d2e4c54c9b2d4a06d8373", "eb5a983be6a315427106f1b164d9cef3"];

    /// <param name="folder">Holds the two files.</param>
    /// <param name="classes">The first so many digits, 1 … 10.</param>
    /// <param name="trainPerClass">At most so many training images of each; null: all.</param>
    /// <param name="testPerClass">At most so many test images of each; null: all.</param>
    /// <exception cref="DataFileException">A file is missing, damaged, or holds something else.</exception>
    public static (ImageSet Train, ImageSet Test) Load(string folder, int classes = Digits, int? trainPerClass = null,
        int? testPerClass = null)
    {
        if (classes is < 1 or > Digits)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "SVHN has 1 to 10 digits to choose from");
        return Owned.By(
            Read(folder, TrainFile, classes, trainPerClass), train =>
                (train, Read(folder, TestFile, classes, testPerClass)));
    }

    private static ImageSet Read(string folder, string file, int classes, int? perClass)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder, file);
        var variables = MatFile.Load(path, "X", "y");
        var (x, y) = (variables.Wanted<MatNumbers>("X", "array of numbers"),
            variables.Wanted<MatNumbers>("y", "array of numbers"));
        var count = y.Values.Count;
        if (count == 0 || !x.Shape.SequenceEqual([Side, Side, 3, count]))
            throw Fault(path,
                $"X is [{string.Join(", ", x.Shape)}] and y has {count} labels: [32, 32, 3, N] and N are expected");
        if (y.Values.Index().FirstOrDefault(v => v.Item is not (>= 1 and <= Digits)
            || v.Item != Math.Floor(v.Item), (-1, 0)) is (>= 0 and var bad, var label))
            throw Fault(path, $"y[{bad}] is {label}: labels are 1 to 10");
        if (x.Values.Any(v => v is not (>= 0 and <= 255)))
            throw Fault(path, "X has values outside 0 to 255");
        var labels = tensor(y.Values.Select(v => (long)v % Digits).ToArray());
        // column by column in the file: the last index is the fastest of the tensor
        var images = tensor(x.Values.Select(v => (byte)v).ToArray()).view(count, 3, Side, Side).transpose(2, 3);
        var chosen = Subset.Take(labels, Digits, classes, perClass);
        if (chosen.shape[0] == 0)
            throw Fault(path, $"has no image of the first {classes} digits");
        return new ImageSet(
            Path.GetFileNameWithoutExtension(file),
            images.index_select(0, chosen).contiguous().DetachFromDisposeScope(),
            labels.index_select(0, chosen).DetachFromDisposeScope(),
            [.. Enumerable.Range(0, classes).Select(d => $"{d}")], Origin(folder, path, file));
    }

    private static DataOrigin Origin(string folder, string path, string file)
    {
        using var stream = DataFile.Open(path);
        var md5 = Convert.ToHexStringLower(MD5.HashData(stream));
        stream.Position = 0;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (Md5.Contains(md5))
            return new("SVHN (official)", "real", sha256);
        return OriginFile.Read(folder) is { } marker
            ? marker.Sha256.GetValueOrDefault(file) == sha256
                ? new(marker.Name, marker.Kind, sha256)
                : throw new DataFileException(path, $"is not the file that {OriginFile.FileName} beside it describes",
                    "generate the set again")
            : new("SVHN format (unverified)", "unverified", sha256);
    }

    private static DataFileException Fault(string path, string problem) =>
        new(path, problem, "fetch the cropped digits again: train_32x32.mat and test_32x32.mat");
}
