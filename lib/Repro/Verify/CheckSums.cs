using System.Security.Cryptography;
using CrossRes.Common;

namespace Repro.Verify;

/// <summary>
/// SHA-256 of every file of a page and of the records beside it, in the format that <c>sha256sum -c</c> checks.
/// Executed notebooks, which stay on the machine that ran them, are left out.
/// </summary>
internal static class CheckSums
{
    internal const string Name = "SHA256SUMS";

    /// <summary>Lists what a folder holds now.</summary>
    internal static void Write(string folder) => AtomicFile.Write(
        Path.Combine(folder, Name),
        string.Concat(Files(folder).Select(name => $"{Render(Path.Combine(folder, name))}  {name}\n")));

    /// <summary>File name → checksum, as the list says.</summary>
    /// <exception cref="DataFileException">There is no list, or a line of it is none.</exception>
    internal static IReadOnlyDictionary<string, string> Read(string folder)
    {
        const string remedy = "restore the file, or write the page again with ./repro run";
        var path = Path.Combine(folder, Name);
        var sums = new Dictionary<string, string>();
        foreach (var (number, line) in Lines(path, remedy).Index())
            if (line.Split("  ", 2) is not [{ Length: 64 } sum, { Length: > 0 } file] || !sums.TryAdd(file, sum))
                throw new DataFileException(path,
                    $"line {number + 1} is no checksum and name of a file, or names one a second time", remedy);
        return sums;
    }

    internal static string Render(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Names of the files that are a page's or beside it, in order.</summary>
    internal static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))
        .Where(name => name != Name && !name.StartsWith('.') && !name.EndsWith(".ipynb", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string[] Lines(string path, string remedy)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, File.Exists(path)
                ? $"cannot be read: {e.Message}" : "no such file", remedy, e);
        }
    }
}
