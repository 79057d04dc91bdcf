using CrossRes.Common;
using CrossRes.Data.Images;

namespace Repro.Bench.Trust;

/// <summary>A reader of files, as damaged files are tried on it.</summary>
/// <param name="Patterns">Of the files that serve as seeds.</param>
/// <param name="HasEnd">The format says where a file ends, so that a truncated one must be refused.</param>
/// <param name="Read">Reads a file under a name; throws <see cref="DataFileException"/> where it is damaged.</param>
/// <param name="Drawn">Seeds where no folder gives any.</param>
internal sealed record MutatedReader(
    string Name, string[] Patterns, bool HasEnd, Action<byte[], string> Read, Func<IEnumerable<byte[]>> Drawn)
{
    internal static IReadOnlyList<MutatedReader> All { get; } =
        [new("decode", ["*.jpg", "*.png"], HasEnd: true, (file, name) => Picture.Decode(file, name), Pictures)];

    internal static MutatedReader Named(string name) => All.FirstOrDefault(r => r.Name == name)
        ?? throw new ArgumentException($"no reader is called {name}; there are {string.Join(", ", All.Select(r => r.Name))}");

    /// <summary>Sound files, sorted by name; those with bytes after their end are left out where a truncated file must be refused.</summary>
    /// <param name="folder">Anywhere below it; null for drawn ones.</param>
    internal byte[][] Seeds(string? folder)
    {
        var files = folder is null ? Drawn() : Patterns
            .SelectMany(p => Directory.EnumerateFiles(folder, p, SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        byte[][] seeds = [.. files.Where(f => f.Length > 1 && Reads(f) && !(HasEnd && Reads(f[..^1])))];
        return seeds.Length > 0 ? seeds : throw new ArgumentException($"{folder} holds no sound {string.Join(" or ", Patterns)}");
    }

    private bool Reads(byte[] file)
    {
        try
        {
            Read(file, "seed");
            return true;
        }
        catch (DataFileException)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Pictures()
    {
        foreach (var (width, height) in new[] { (48, 32), (17, 64), (1, 1), (128, 128) })
        {
            byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i * i / 7 + i % 3 * 60))];
            foreach (var quality in new[] { 30, 95 }) yield return Jpeg.Encode(new Picture(width, height, pixels), quality);
            yield return CrossRes.Display.Png.Encode(pixels, width, height, 3);
            yield return CrossRes.Display.Png.Encode(pixels.AsSpan(0, width * height), width, height, 1);
        }
    }
}
