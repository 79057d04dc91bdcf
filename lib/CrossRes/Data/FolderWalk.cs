using CrossRes.Common;

namespace CrossRes.Data;

/// <summary>
/// The files of a folder as its owner means them: what file managers, servers and notebooks leave behind is passed
/// over, and each folder is visited once, however many links lead to it. The order is that of the names.
/// </summary>
internal static class FolderWalk
{
    private const int MostLinks = 40; // in one path, as Linux has it

    /// <summary>
    /// Thumbnails, bins and snapshots of Synology, QNAP, Windows, macOS and ext4; what begins with a dot is hidden
    /// anyway.
    /// </summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        "@eaDir", "@tmp", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "$RECYCLE.BIN",
        "System Volume Information", "__MACOSX", "lost+found",
    };

    private static readonly string[] ImageExtensions = [".jpg", ".jpeg", ".png"];

    /// <summary>Whether a file or folder of this name is nobody's data.</summary>
    internal static bool IsForeign(string name) => name.StartsWith('.') || Foreign.Contains(name);

    /// <summary>JPEG or PNG by its name, in any case.</summary>
    internal static bool IsImage(string path) =>
        ImageExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Images directly in a folder.</summary>
    /// <exception cref="DataFileException">The folder may not be read.</exception>
    internal static IReadOnlyList<string> ImagesIn(string folder) =>
        [.. Entries(folder).Where(e => e is FileInfo && IsImage(e.Name)).Select(e => e.FullName)];

    /// <summary>Folders directly in a folder.</summary>
    /// <exception cref="DataFileException">The folder may not be read.</exception>
    internal static IReadOnlyList<string> FoldersIn(string folder) =>
        [.. Entries(folder).OfType<DirectoryInfo>().Select(e => e.FullName)];

    /// <summary>Files at any depth.</summary>
    /// <param name="root">A folder. A link to it, or to one that holds it, leads nowhere new.</param>
    /// <param name="wanted">Of a path.</param>
    /// <param name="skipped">Takes why a folder could not be read; null: such a folder is an error.</param>
    /// <exception cref="DataFileException">A folder may not be read.</exception>
    internal static IReadOnlyList<string> Files(string root, Func<string, bool> wanted,
        ICollection<string>? skipped = null)
    {
        var (files, seen, links) = (new List<string>(), new HashSet<string>(), new Queue<string>());
        var start = Real(root) ?? Path.GetFullPath(root);
        Visit(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), start);
        while (links.TryDequeue(out var link)) // after the folders themselves, which go by their own names
            if (Real(link) is { } real && !IsIn(start, real))
                Visit(link, real);
        return files;

        void Visit(string folder, string real)
        {
            if (!seen.Add(real)) return;
            foreach (var entry in Listed(folder))
            {
                if (entry is DirectoryInfo { LinkTarget: not null }) links.Enqueue(entry.FullName);
                else if (entry is DirectoryInfo) Visit(entry.FullName, Path.Combine(real, entry.Name));
                else if (wanted(entry.FullName)) files.Add(entry.FullName);
            }
        }

        IReadOnlyList<FileSystemInfo> Listed(string folder)
        {
            try
            {
                return Entries(folder);
            }
            catch (DataFileException unreadable) when (skipped is not null)
            {
                skipped.Add(unreadable.Message);
                return [];
            }
        }
    }

    private static IReadOnlyList<FileSystemInfo> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(e => !IsForeign(e.Name)).OrderBy(e =>
                e.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DataFile.Unreadable(folder, error, "name a folder that can be read", folder: true);
        }
    }

    private static bool IsIn(string path, string folder) =>
        $"{path}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    /// <summary>The path without links; null where one leads nowhere or in a circle.</summary>
    private static string? Real(string path)
    {
        var (full, left) = (Path.GetFullPath(path), MostLinks);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[real.Length..]));
        while (rest.TryPop(out var part))
        {
            if (part == "..") real = Path.GetDirectoryName(real) ?? real;
            else if (new DirectoryInfo(Path.Combine(real, part)).LinkTarget is not { } target) real = Path.Combine(real,
                part);
            else
            {
                if (left-- == 0) return null;
                if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
                foreach (var step in Parts(target)) rest.Push(step);
            }
        }
        return Directory.Exists(real) ? real : null;

        static IEnumerable<string> Parts(string path) =>
            path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar],
                StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").Reverse();
    }
}
