using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>
/// Whether work disposed of all its tensors. TorchSharp counts a parameter twice and never takes one of the two back,
/// so totals cannot be compared; but what work has left undisposed, the garbage collector still finds.
/// </summary>
internal static class LiveTensors
{
    private const int Tries = 4;

    /// <summary>Does the work until once nothing of it is left; a leak shows every time, other tests' garbage once.</summary>
    public static void NothingIsLeftBy(Action<int> work)
    {
        long left = 0;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            Settle();
            work(attempt);
            var alive = Tensor.TotalCount;
            Settle();
            left = alive - Tensor.TotalCount;
            if (left == 0) return;
        }
        Assert.Fail($"{left} tensors were left to the garbage collector");
    }

    private static void Settle()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
