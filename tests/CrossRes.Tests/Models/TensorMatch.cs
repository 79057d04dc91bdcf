using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

internal static class TensorMatch
{
    /// <summary>Every entry is the same number.</summary>
    internal static bool Matches(this Tensor left, Tensor right) => left.allclose(right, rtol: 0, atol: 0);
}
