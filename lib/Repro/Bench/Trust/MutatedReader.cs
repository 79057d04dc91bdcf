using CrossRes.Common;
using Repro.Bench.Trust.Readers;

namespace Repro.Bench.Trust;

/// <summary>A reader of files, as damaged files are tried on it.</summary>
/// <param name="Patterns">Of the files that serve as seeds; none where only drawn ones do.</param>
/// <param name="HasEnd">The format says where a file ends, so that a truncated one must be refused.</param>
/// <param name="Read">Reads a file under a name; throws <see cref="DataFileException"/> where it is damaged.</param>
/// <param name="Drawn">Seeds where no folder gives any.</param>
internal sealed record MutatedReader(
    string Name, string[] Patterns, bool HasEnd, Action<byte[], string> Read, Func<IEnumerable<byte[]>> Drawn)
{
    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        ImageReaders.Decode, .. CifarReaders.All, .. MatReaders.All, .. FaceReaders.All, .. ListReaders.All,
        .. WeightReaders.All, .. RecordReaders.All,
        NotebookReaders.Notebook, .. ArchiveReaders.All, KernelReaders.Message,
    ];

    /// <summary>
    /// Whether something that was thrown is how the reader refuses a file: typed, in one line, with file, place and
    /// remedy.
    /// </summary>
    /// <remarks>The second is the name that the file was read under.</remarks>
    internal Func<Exception, string, bool> Refuses { get; init; } = static (thrown, name) =>
        thrown is DataFileException && IsComplete(thrown.Message, name);

    internal static bool IsComplete(string message, string name) =>
        message.StartsWith(name, StringComparison.Ordinal) && message.Contains("; ", StringComparison.Ordinal)
            && !message.Contains('\n');

    internal static MutatedReader Named(string name) => All.FirstOrDefault(r => r.Name == name)
        ?? throw new ArgumentException(
            $"no reader is called {name}; {Spelling.Hint(name, All.Select(r => r.Name))}there are "
                + $"{string.Join(", ", All.Select(r => r.Name))}");

    /// <summary>
    /// Sound files, sorted by name; those with bytes after their end are left out where a truncated file must be
    /// refused.
    /// </summary>
    /// <param name="folder">Anywhere below it; null for drawn ones.</param>
    internal byte[][] Seeds(string? folder)
    {
        var files = folder is null ? Drawn() : Patterns
            .SelectMany(p => Directory.EnumerateFiles(folder, p, SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        byte[][] seeds = [.. files.Where(f => f.Length > 1 && Reads(f) && !(HasEnd && Reads(f[..^1])))];
        return seeds.Length > 0
            ? seeds : throw new ArgumentException($"{folder} holds no sound {string.Join(" or ", Patterns)}");
    }

    private bool Reads(byte[] file)
    {
        try
        {
            Read(file, "seed");
            return true;
        }
        catch (Exception e) when (e is DataFileException or FormatException || Refuses(e, ""))
        {
            return false;
        }
    }
}
