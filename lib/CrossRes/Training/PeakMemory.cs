using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>What work takes of main memory, from the kernel's account of this process.</summary>
public static class PeakMemory
{
    private const string Peak = "/proc/self/clear_refs", Account = "/proc/self/status";
    private const int Block = 1 << 20, Enough = 8;

    /// <summary>
    /// Bytes by which the peak of resident memory during the work exceeds what was resident before; null where no
    /// kernel tells. Exact to blocks of a MiB or so: smaller holes that earlier work left in the heap are used unseen.
    /// </summary>
    public static long? Growth(Action work)
    {
        if (!File.Exists(Peak))
        {
            work();
            return null;
        }
        var filling = FillHoles();
        try
        {
            File.WriteAllText(Peak, "5"); // the peak begins anew
            var before = Read("VmRSS");
            work();
            return Read("VmHWM") - before;
        }
        finally
        {
            filling.ForEach(block => block.Dispose());
        }
    }

    /// <summary>Takes what earlier work freed and the C library kept, until every block needs new pages.</summary>
    private static List<Tensor> FillHoles()
    {
        List<Tensor> filling = [];
        var (before, fresh) = (Read("VmRSS"), 0);
        while (fresh < Enough)
        {
            filling.Add(full(Block / sizeof(float), 1f).DetachFromDisposeScope());
            var now = Read("VmRSS");
            (fresh, before) = (now - before >= Block / 2 ? fresh + 1 : 0, now);
        }
        return filling;
    }

    private static long Read(string name) => 1024 * long.Parse(
        File.ReadLines(Account).Single(l => l.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
