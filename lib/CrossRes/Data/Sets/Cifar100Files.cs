using CrossRes.Common;
using static CrossRes.Data.Sets.Cifar100Format;

namespace CrossRes.Data.Sets;

/// <summary>Finds the files of CIFAR-100 and says what to do where they are not as they should be.</summary>
internal static class Cifar100Files
{
    public const string FetchAgain = "fetch it again with data-scripts/cifar100.sh";

    private static readonly string[] Archives = [".tar.gz", ".tgz", ".tar", ".zip"];

    /// <summary>
    /// The folder that holds the .bin files: <paramref name="folder"/> or <c>cifar-100-binary</c> in it.
    /// </summary>
    public static string Root(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataFileException(folder, "no such folder",
                "name the folder with train.bin and test.bin; data-scripts/cifar100.sh makes it");
        var nested = Path.Combine(folder, Folder);
        return Directory.Exists(nested) && !File.Exists(Path.Combine(folder, Train.File)) ? nested : folder;
    }

    public static string Locate(string root, Split split)
    {
        var path = Path.Combine(root, split.File);
        return File.Exists(path) ? path : throw new DataFileException(path, "no such file", Remedy(root, split));
    }

    /// <summary>The first names of <c>fine_label_names.txt</c>; "class 7" where the file is absent.</summary>
    public static IReadOnlyList<string> ClassNames(string root, Cifar100Options options)
    {
        var count = options.Classes ?? FineClasses;
        var path = Path.Combine(root, FineNamesFile);
        if (!DataFile.IsThere(path))
            return [.. Enumerable.Range(0, count).Select(i => $"class {i}")];
        var names = DataFile.Lines(path).Select(l => l.Text.Trim()).Where(l => l.Length > 0).ToArray();
        return names.Length == FineClasses
            ? names[..count]
            : throw new DataFileException(path,
                $"has {names.Length} names, one line each for {FineClasses} classes is expected",
                "restore the official file, or delete it to go without names");
    }

    private static string Remedy(string root, Split split)
    {
        var entries = Directory.EnumerateFileSystemEntries(root).Select(e => Path.GetFileName(e)).Where(e =>
            !FolderWalk.IsForeign(e)).Order(StringComparer.Ordinal).ToArray();
        bool Has(string name) => entries.Contains(name);
        if (Has(split.File + ".xz"))
            return $"unpack it: xz -dk {Path.Combine(root, split.File)}.xz, or import the folder: "
                + $"data-scripts/cifar100.sh --from {root}";
        if (entries.FirstOrDefault(e =>
            Archives.Any(a => e.EndsWith(a, StringComparison.OrdinalIgnoreCase))) is { } archive)
            return $"import the archive: data-scripts/cifar100.sh --from {Path.Combine(root, archive)}";
        if (entries.FirstOrDefault(e => IsRenamed(Path.Combine(root, e), split)) is { } renamed)
            return $"{renamed} has its size: rename it to {split.File}";
        if (Has("data_batch_1.bin"))
            return "this folder holds CIFAR-10: get CIFAR-100 with data-scripts/cifar100.sh";
        if (Has(split.Name))
            return "this folder holds the Python version: get the binary version with data-scripts/cifar100.sh";
        return "data-scripts/cifar100.sh fetches it, data-scripts/synthetic.sh makes a stand-in";
    }

    private static bool IsRenamed(string path, Split split) =>
        new FileInfo(path) is { Exists: true } file && file.Length == split.Count * RecordBytes;
}

/// <summary>
/// The binary version of CIFAR-100 (Krizhevsky 2009): <c>train.bin</c> and <c>test.bin</c> are records of 3,074
/// bytes: coarse label 0..19, fine label 0..99, then 1,024 red, 1,024 green and 1,024 blue values, row by row.
/// </summary>
internal static class Cifar100Format
{
    public const int Side = 32, Pixels = 3 * Side * Side, RecordBytes = 2 + Pixels;
    public const int CoarseClasses = 20, FineClasses = 100;
    public const string FineNamesFile = "fine_label_names.txt", CoarseNamesFile = "coarse_label_names.txt";
    public const string Folder = "cifar-100-binary";

    public static readonly Split Train = new("train", "train.bin", 50_000,
        "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29");
    public static readonly Split Test = new("test", "test.bin", 10_000,
        "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a");

    /// <summary>One of the two files, with the count and the checksum of the official one.</summary>
    public sealed record Split(string Name, string File, long Count, string Sha256);
}
