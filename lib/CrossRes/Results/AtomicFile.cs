using System.Text;

namespace CrossRes.Results;

/// <summary>Writes a file whole or not at all: a reader sees the old text or the new, never a part.</summary>
public static class AtomicFile
{
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30;   // errno, which .NET passes on as HResult

    /// <summary>Writes UTF-8 without a byte order mark, making the folder when there is none.</summary>
    /// <exception cref="ResultsException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var partial = PartialPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            try
            {
                using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    stream.Write(Encoding.UTF8.GetBytes(text));
                    stream.Flush(flushToDisk: true);
                }
                File.Move(partial, path, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException($"{path}: {Reason(error)} Nothing was changed there.", error);
        }
    }

    internal static string PartialPath(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId}.partial");
    }

    private static string Reason(Exception error) => error.HResult switch
    {
        NoSpaceLeft => "the disk is full; free some space and run again.",
        ReadOnlyFileSystem => "the file system is read-only; choose another results folder.",
        _ when error is UnauthorizedAccessException => "no right to write there; choose another results folder or change its rights.",
        _ => $"cannot be written: {error.Message}",
    };
}
