using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Convolutions of maps so small that each pixel of the result sees every pixel of the map, as one matrix product: a
/// 3×3 kernel on 2×2 pixels or on one. oneDNN gathers patches for their gradients, and multiplies zeros around them.
/// </summary>
internal static class SmallMaps
{
    /// <summary>Whether x [N, in, H, W] is such a map for a convolution that keeps its size.</summary>
    internal static bool Fits(Tensor x, Tensor weight, long[] stride, long[] padding, long groups) =>
        groups == 1 && stride is [1, 1] && Fits(x.shape[2], weight.shape[2], padding[0])
        && Fits(x.shape[3], weight.shape[3], padding[1]);

    private static bool Fits(long side, long kernel, long padding) =>
        kernel > 1 && kernel == 2 * padding + 1 && side <= padding + 1;

    /// <summary>The convolution of x [N, in, H, W] with weight [out, in, kH, kW]: [N, out, H, W], channels
    /// innermost.</summary>
    internal static Tensor Convolve(Tensor x, Tensor weight)
    {
        var (n, height, width) = (x.shape[0], x.shape[2], x.shape[3]);
        var kernel = weight.permute(0, 2, 3, 1);
        var patches = from row in Range(height)
                      from column in Range(width)
                      select kernel.narrow(1, weight.shape[2] / 2 - row, height)
                          .narrow(2, weight.shape[3] / 2 - column, width).reshape(weight.shape[0], -1);
        var pixels = x.permute(0, 2, 3, 1).reshape(n, -1);
        return pixels.matmul(cat([.. patches]).t()).view(n, height, width, -1).permute(0, 3, 1, 2);
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);
}
