using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CrossRes.Models;

/// <summary>
/// Convolutions that fill whole vector lanes: float32 on the CPU is computed with channels padded by zeros to multiples
/// of 16 and innermost in memory, and the padding cut off again. The sums are the same. oneDNN 3.7.1, inside libtorch
/// 2.10, was measured to give wrong gradients and to write beyond its buffers for other shapes and layouts (AMD Zen 5:
/// 12 → 24 channels, 8 → 16 at stride 2, 48 → 16 with the channels outermost); of these none did, and it pads inside
/// anyway. Other devices and number formats take the operator as it is.
/// </summary>
internal static class WholeLanes
{
    private const long Lane = 16;

    /// <summary>The 2-d convolution of x [N, in, H, W] with weight [out, in / groups, kH, kW].</summary>
    internal static Tensor Convolve(
        Tensor x, Tensor weight, Tensor? bias, long[] stride, long[] padding, long groups)
    {
        using var scope = NewDisposeScope();
        if (!Needed(x)) return functional.conv2d(x, weight, bias, stride, padding, groups: groups).MoveToOuterDisposeScope();
        var (from, to) = (x.shape[1], weight.shape[0]);
        var y = groups == 1 ? functional.conv2d(Input(x), Weight(weight), null, stride, padding)
            : groups == from && groups == to
                ? functional.conv2d(Input(x), Depthwise(weight), null, stride, padding, groups: Whole(groups))
                : cat([.. x.chunk(groups, 1).Zip(weight.chunk(groups, 0),
                    (part, kernel) => Convolve(part, kernel, null, stride, padding, 1))], 1);
        return Finish(y, to, bias).MoveToOuterDisposeScope();
    }

    /// <summary>The transposed 2-d convolution of x [N, in, H, W] with weight [in, out, kH, kW].</summary>
    internal static Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias, long[] stride, long[] padding)
    {
        using var scope = NewDisposeScope();
        var y = Needed(x)
            ? Finish(functional.conv_transpose2d(Input(x), Weight(weight), null, stride, padding), weight.shape[1], bias)
            : functional.conv_transpose2d(x, weight, bias, stride, padding);
        return y.MoveToOuterDisposeScope();
    }

    /// <summary>The same numbers [N, C, H, W] with the channels innermost in memory.</summary>
    internal static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static bool Needed(Tensor x) => x.device_type == DeviceType.CPU && x.dtype == ScalarType.Float32;

    private static long Whole(long channels) => (channels + Lane - 1) / Lane * Lane;

    private static Tensor Input(Tensor x) => ChannelsLast(Pad(x, 1));

    private static Tensor Weight(Tensor weight) => ChannelsLast(Pad(Pad(weight, 0), 1));

    private static Tensor Depthwise(Tensor weight) => Pad(weight, 0);

    private static Tensor Pad(Tensor x, int dimension)
    {
        var more = Whole(x.shape[dimension]) - x.shape[dimension];
        if (more == 0) return x;
        long[] shape = [.. x.shape];
        shape[dimension] = more;
        return cat([x, zeros(shape, dtype: x.dtype, device: x.device)], dimension);
    }

    private static Tensor Finish(Tensor y, long channels, Tensor? bias)
    {
        if (y.shape[1] != channels) y = ChannelsLast(y.narrow(1, 0, channels));
        return bias is null ? y : y + bias.reshape(1, -1, 1, 1);
    }
}
