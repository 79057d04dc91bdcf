using System.Globalization;

namespace Repro.Jobs;

/// <summary>Main memory that further processes can take.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes: what the kernel has to give, and what the control groups around this process leave.</summary>
    /// <param name="root">The file system; another one in tests.</param>
    internal static long Bytes(string root = "/")
    {
        long?[] known = [Kernel(root), .. Groups(root).Select(Left)];
        return known.Min() ?? Managed();
    }

    private static long Managed() => GC.GetGCMemoryInfo() is var memory
        ? memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes : 0;

    private static long? Kernel(string root) =>
        Field(Path.Combine(root, "proc/meminfo"), "MemAvailable:") is { } kibibytes ? 1024 * kibibytes : null;

    /// <summary>The folders of this process's control group, and of those around it, with its limit's files.</summary>
    private static IEnumerable<Group> Groups(string root)
    {
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path]) continue;
            var isFirst = controllers.Split(',').Contains("memory"); // of the two versions of control groups
            if (!isFirst && controllers.Length > 0) continue;
            var mount = Path.Combine(root, "sys/fs/cgroup", isFirst ? "memory" : "");
            for (var folder = path.Trim('/'); ; folder = Path.GetDirectoryName(folder) ?? "")
            {
                var place = Path.Combine(mount, folder);
                yield return isFirst
                    ? new(place, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file ")
                    : new(place, "memory.max", "memory.current", "inactive_file ");
                if (folder.Length == 0) break;
            }
        }
    }

    /// <summary>Files that nobody reads give way.</summary>
    private static long? Left(Group group) =>
        Field(Path.Combine(group.Folder, group.Limit)) is { } limit
        && Field(Path.Combine(group.Folder, group.Usage)) is { } usage
            ? limit - usage + (Field(Path.Combine(group.Folder, "memory.stat"), group.Files) ?? 0) : null;

    /// <summary>The number after a name at the start of a line, or the only one; null where there is none.</summary>
    private static long? Field(string path, string name = "")
    {
        var line = Lines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? "";
        var number = line[Math.Min(name.Length, line.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.TryParse(number.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : null;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="Limit">File of what the group may take; no number where it may take all.</param>
    /// <param name="Usage">File of what it takes.</param>
    /// <param name="Files">In the statistics: cached files within that.</param>
    private sealed record Group(string Folder, string Limit, string Usage, string Files);
}
