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
