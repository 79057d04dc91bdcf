namespace CrossRes.Common;

/// <summary>Lets one process at a time write what belongs together in a folder.</summary>
public static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until no other process holds the folder, which is made where it is missing; on a file system without
    /// locks, for nobody.
    /// </summary>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static IDisposable Wait(string folder)
    {
        var path = Path.Combine(folder, ".writing.lock");
        try
        {
            Directory.CreateDirectory(folder);
            while (true)
            {
                try
                {
                    return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                        FileOptions.DeleteOnClose);
                }
                catch (IOException e) when (FileLocks.SaysHeld(e))
                {
                    Thread.Sleep(Pause);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
    }
}

/// <summary>
/// Whether a file that one process holds alone is refused to others: some network file systems do not.
/// </summary>
public static class FileLocks
{
    /// <summary>EAGAIN of Linux and of macOS, and Windows' sharing violation: .NET's HResult.</summary>
    private const int Linux = 11, MacOs = 35, Windows = unchecked((int)0x80070020);

    /// <summary>Whether a file could not be opened because another process holds it.</summary>
    internal static bool SaysHeld(IOException e) => e.HResult is Linux or MacOs or Windows;

    /// <summary>
    /// Tries it with a file of its own in <paramref name="folder"/>, which is made where it is missing.
    /// </summary>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static bool Work(string folder)
    {
        var path = Path.Combine(folder, $".lock-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            using var first = Open();
            try
            {
                using var second = Open();
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
        finally
        {
            if (File.Exists(path)) File.Delete(path);
        }

        FileStream Open() => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }
}
