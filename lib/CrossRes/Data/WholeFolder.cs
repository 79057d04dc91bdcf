using CrossRes.Common;

namespace CrossRes.Data;

/// <summary>Folders that appear whole or not at all, also where several processes make the same one.</summary>
internal static class WholeFolder
{
    /// <summary>
    /// Makes a folder under another name and moves it into place; where another was faster, its folder is taken.
    /// </summary>
    /// <param name="target">Not there yet, or empty.</param>
    /// <param name="write">Fills the folder that it is given.</param>
    /// <param name="isMade">Whether the target, as it is now, is what was to be made.</param>
    /// <exception cref="DataFileException">The folder cannot be written, or holds something else by now.</exception>
    public static void Make(string target, Action<string> write, Func<bool> isMade)
    {
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            // one that holds something is never removed
            if (Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any())
                Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        catch (IOException) when (isMade())
        {
            // another process was faster
        }
        catch (Exception e) when (e is IOException and not DataFileException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(target, e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}
