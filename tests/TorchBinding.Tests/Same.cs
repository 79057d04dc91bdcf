using static TorchSharp.torch;

namespace TorchBinding.Tests;

internal static class Same
{
    /// <summary>Whether two tensors have one shape, one type and the same bits.</summary>
    internal static bool Bits(Tensor left, Tensor right)
    {
        using Tensor a = left.contiguous(), b = right.contiguous();
        return a.dtype == b.dtype && a.shape.SequenceEqual(b.shape) && a.bytes.SequenceEqual(b.bytes);
    }
}
