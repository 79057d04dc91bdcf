using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

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

    private static IEnumerable<GoldenCase> Packed() => [.. References(), .. Kinds()];

    /// <summary>One case for each option that the references' own files have no case of; kinds.py writes them.</summary>
    private static IEnumerable<GoldenCase> Kinds()
    {
        using var kinds = JsonDocument.Parse(Resource("kinds.json"));
        return [.. kinds.RootElement.EnumerateArray().Select(c => GoldenCase.Parse(c.GetProperty("case").GetString()!, Encoding.UTF8.GetBytes(c.GetRawText())))];
    }

    private static IEnumerable<GoldenCase> References()
    {
        using var packed = Resource("golden.tar.gz");
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

    // embedded: tests run from any folder
    private static Stream Resource(string name) => typeof(GoldenSource).Assembly.GetManifestResourceStream(name)!;
}
