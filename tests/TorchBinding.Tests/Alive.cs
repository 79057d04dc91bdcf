using static TorchSharp.torch;

namespace TorchBinding.Tests;

internal static class Alive
{
    /// <summary>Tensors alive, once those that other tests dropped are collected.</summary>
    internal static long Tensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
