namespace CrossRes.Common;

/// <summary>Reads files of a data set; whatever keeps a file from being read becomes one line that names it.</summary>
internal static class DataFile
{
    private const int TooManyLinks = 40;   // errno, which .NET passes on as HResult
    private const string Remedy = "restore the file, or name the folder that holds it";

    /// <summary>
    /// Whether anything goes by that name, of a file that need not be there: a folder or a broken link is no reason to
    /// do without.
    /// </summary>
    internal static bool IsThere(string path) => Path.Exists(path) || IsLink(path);

    /// <exception cref="DataFileException">It is missing or may not be read.</exception>
    internal static FileStream Open(string path, string remedy = Remedy) => Read(path, remedy, File.OpenRead);

    /// <inheritdoc cref="Open"/>
    internal static byte[] Bytes(string path, string remedy = Remedy) => Read(path, remedy, File.ReadAllBytes);

    /// <inheritdoc cref="Open"/>
    internal static string Text(string path, string remedy = Remedy) => Read(path, remedy, File.ReadAllText);

    /// <summary>Lines with their numbers from 1.</summary>
    /// <inheritdoc cref="Open"/>
    internal static IReadOnlyList<(int Number, string Text)> Lines(string path, string remedy = Remedy) =>
        [.. Read(path, remedy, File.ReadAllLines).Select((text, i) => (i + 1, text))];

    /// <summary>What a reader returns, or why it could not.</summary>
    /// <inheritdoc cref="Open"/>
    internal static T Read<T>(string path, string remedy, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is IOException and not DataFileException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error, remedy);
        }
    }

    /// <summary>Says why a file could not be read, or a folder listed.</summary>
    internal static DataFileException Unreadable(string path, Exception reason, string remedy = Remedy,
        bool folder = false) => reason switch
    {
        FileNotFoundException or DirectoryNotFoundException => IsLink(path)
            ? new(path, "is a link to nothing", remedy, reason)
            : new(path, "no such file", remedy, reason),
        _ when IsLink(path) && reason.HResult == TooManyLinks =>
            new(path, "is a link that leads back to itself", remedy, reason),
        UnauthorizedAccessException when Directory.Exists(path) && !folder =>
            new(path, "is a folder, not a file", remedy, reason),
        UnauthorizedAccessException =>
            new(path, "may not be read", "give yourself the right to read it, or run as its owner", reason),
        _ => new(path, $"cannot be read: {reason.Message.ReplaceLineEndings(" ")}", remedy, reason),
    };

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}

/// <summary>
/// A file that cannot be read, trusted or written. The message is one line: file, what is wrong and where in it, what
/// to do.
/// </summary>
public sealed class DataFileException(string file, string problem, string remedy, Exception? inner = null)
    : IOException($"{file}: {problem}; {remedy}".ReplaceLineEndings(" "), inner);
