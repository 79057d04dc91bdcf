using System.Runtime.InteropServices;

namespace CrossRes.Training;

/// <summary>What work takes of main memory, from the kernel's account of this process.</summary>
public static partial class PeakMemory
{
    private const string Peak = "/proc/self/clear_refs", Account = "/proc/self/status";

    /// <summary>
    /// Bytes by which the peak of resident memory during the work exceeds what was resident before; null where no
    /// kernel tells.
    /// </summary>
    public static long? Growth(Action work)
    {
        if (!File.Exists(Peak))
        {
            work();
            return null;
        }
        _ = Trim(0); // what earlier work freed would be taken again unseen
        File.WriteAllText(Peak, "5"); // the peak begins anew
        var before = Read("VmRSS");
        work();
        return Read("VmHWM") - before;
    }

    /// <summary>Gives free memory of the C library's heap back.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    private static long Read(string name) => 1024 * long.Parse(
        File.ReadLines(Account).Single(l => l.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
