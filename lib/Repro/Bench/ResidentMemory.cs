using System.Diagnostics;
using System.Globalization;

namespace Repro.Bench;

/// <summary>The most main memory that this process held; where the kernel forgets it on request, since then.</summary>
internal static class ResidentMemory
{
    private const string Reset = "/proc/self/clear_refs", Account = "/proc/self/status", Field = "VmHWM:";

    internal static void ResetPeak()
    {
        if (File.Exists(Reset)) File.WriteAllText(Reset, "5");
    }

    /// <summary>Bytes.</summary>
    internal static long Peak()
    {
        if (!File.Exists(Account))
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
        var line = File.ReadLines(Account).First(l => l.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture);
    }
}
