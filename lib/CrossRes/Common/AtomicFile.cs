using System.Text;

namespace CrossRes.Common;

/// <summary>Files that appear whole or not at all: a reader sees the old content or the new, never a part.</summary>
public static class AtomicFile
{
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30;   // errno, which .NET passes on as HResult

    /// <summary>Writes UTF-8 without a byte order mark; see the other overload.</summary>
    public static void Write(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Writes beside the target under another name, then renames; makes the folder when there is none.
    /// </summary>
    /// <exception cref="DataFileException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = PartialPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            try
            {
                using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    write(stream);
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
        catch (Exception error) when (error is IOException and not DataFileException or UnauthorizedAccessException)
        {
            throw Unwritable(path, error);
        }
    }

    /// <summary>Tries to write in a folder, which is made where it is missing.</summary>
    /// <exception cref="DataFileException">The disk is full, or the folder cannot be written.</exception>
    public static void RequireWritable(string folder)
    {
        var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, new byte[4096]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
        finally
        {
            if (File.Exists(probe)) File.Delete(probe);
        }
    }

    internal static string PartialPath(string path)
    {
        var full = Path.GetFullPath(path);
        var writer = $"{Environment.MachineName}-{Environment.ProcessId}"; // machines may share the folder
        return Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{writer}.partial");
    }

    internal static DataFileException Unwritable(string path, Exception reason)
    {
        var (problem, remedy) = reason.HResult switch
        {
            NoSpaceLeft => ("the disk is full", "free some space and run again"),
            ReadOnlyFileSystem => ("the file system is read-only", "choose another folder"),
            _ when reason is UnauthorizedAccessException =>
                ("no right to write there", "choose another folder or change its rights"),
            _ => ($"cannot be written: {reason.Message.ReplaceLineEndings(" ")}", "choose a place that is writable"),
        };
        return new(path, problem, $"{remedy}. Nothing was changed there.", reason);
    }
}
