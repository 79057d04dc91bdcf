using System.Formats.Tar;
using System.IO.Compression;

namespace CrossRes.Tests.Golden;

/// <summary>Where the cases come from: the folder named by GOLDEN_DIR, else the packed copy of this assembly.</summary>
public static class GoldenSource
{
    public const string Variable = "GOLDEN_DIR";

    public static (string Name, IReadOnlyList<GoldenCase> Cases) Load(string? folder)
    {
        var name = string.IsNullOrEmpty(folder) ? "packed copy" : folder;
        var cases = (string.IsNullOrEmpty(folder) ? Packed() : Folder(folder)).OrderBy(c => c.File, StringComparer.Ordinal).ToArray();
        return cases.Length > 0 ? (name, cases) : throw new InvalidDataException($"no golden case (*.json) in {name}");
    }

    private static IEnumerable<GoldenCase> Folder(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json").Select(f => GoldenCase.Parse(Path.GetFileName(f), File.ReadAllBytes(f)))
            : throw new DirectoryNotFoundException($"{Variable} names a folder that does not exist: {folder}");

    // golden.tar.gz is an embedded resource: tests run from any folder
    private static IEnumerable<GoldenCase> Packed()
    {
        using var packed = typeof(GoldenSource).Assembly.GetManifestResourceStream("golden.tar.gz")!;
        using var tar = new TarReader(new GZipStream(packed, CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null)
                continue;
            var bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            yield return GoldenCase.Parse(entry.Name, bytes);
        }
    }
}
