using System.Runtime.InteropServices;
using CrossRes.Common;
using CrossRes.Training;

namespace Repro.Doctor;

/// <summary>What the machine offers before any tensor library comes in.</summary>
internal static class MachineFindings
{
    private const long GiB = 1L << 30;
    private const int MemoryWanted = 4, DiskWanted = 2;

    public static IEnumerable<Finding> Examine(string root)
    {
        yield return Finding.Ok(".NET", RuntimeInformation.FrameworkDescription);
        yield return Finding.Ok("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        yield return Disk(root, new DriveInfo(root).AvailableFreeSpace);
        yield return Writable("results", new Workspace(root).Results);
        yield return Writable("work folder", new Workspace(root).Work);
        yield return Chromium((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
    }

    /// <param name="bytes">Physical memory, or what the container grants.</param>
    internal static Finding Memory(long bytes) =>
        Enough("memory", bytes, MemoryWanted, "", "use --scale tiny, or a machine with more memory");

    internal static Finding Disk(string root, long free) =>
        Enough("free disk", free, DiskWanted, $" in {root}", "make room: data sets, checkpoints and records go there");

    /// <summary>Whether records or checkpoints can be written there, and whether two processes may do so.</summary>
    internal static Finding Writable(string name, string folder)
    {
        try
        {
            AtomicFile.RequireWritable(folder);
            return FileLocks.Work(folder)
                ? Finding.Ok(name, $"{folder}, with locks")
                : Finding.Warn(name, $"{folder}: this file system has no locks",
                    "let only one ./repro at a time train there");
        }
        catch (DataFileException e)
        {
            return Finding.Missing(name, e.Message, "training needs it; tables and notebooks of stored runs do not");
        }
    }

    internal static Finding Chromium(IEnumerable<string> folders)
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var found = folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        return found is not null
            ? Finding.Ok("chromium", found)
            : Finding.Warn("chromium", "not found: figures come without static images",
                "optional: install Chromium or Chrome");
    }

    private static Finding Enough(string name, long bytes, int wanted, string place, string remedy)
    {
        var value = $"{(double)bytes / GiB:F1} GiB{place}";
        return bytes >= wanted * GiB
            ? Finding.Ok(name, value) : Finding.Warn(name, $"{value}, {wanted} wanted", remedy);
    }
}
