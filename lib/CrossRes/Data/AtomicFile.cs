namespace CrossRes.Data;

/// <summary>Files that appear whole or not at all: written under a temporary name beside the target, then renamed.</summary>
internal static class AtomicFile
{
    /// <exception cref="DataFileException">The file cannot be written: full disk, no permission, no such folder.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e)
        {
            TryDelete(temporary);
            if (e is IOException and not DataFileException or UnauthorizedAccessException)
                throw Unwritable(path, e);
            throw;
        }
    }

    public static DataFileException Unwritable(string path, Exception reason) =>
        new(path, $"cannot be written: {reason.Message.ReplaceLineEndings(" ")}",
            "free space there, or choose a place that is writable", reason);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the first error is the one to report
        }
    }
}
