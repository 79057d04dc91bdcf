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
