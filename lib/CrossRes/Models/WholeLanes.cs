using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CrossRes.Models;

/// <summary>
/// Convolutions that fill whole vector lanes: float32 and bfloat16 on the CPU are computed with channels padded by
/// zeros to multiples of 8 (of 16 in bfloat16, for other kernels than 1×1 and 3×3, for depthwise and for transposed
/// ones) and innermost in memory, and the padding cut off again; 1×1 with a stride reads every stride-th pixel first.
/// The sums are the same. oneDNN 3.7.1, inside libtorch 2.10, was measured to give wrong gradients and to write beyond
/// its buffers for other shapes and layouts of float32 (AMD Zen 5: 12 → 24 channels, 1×1 at stride 2, 48 → 16 with the
/// channels outermost); of these none did, and it pads inside anyway. Its kernels for bfloat16 are trusted no further.
/// Other devices and number formats take the operator as it is.
/// </summary>
/// <remarks>
/// Kernels stay in PyTorch's layout: TorchSharp saves no optimizer state in another, and at the widths of the laptop
/// scale the copy costs nothing that could be measured.
/// </remarks>
internal static class WholeLanes
{
    private const long Half = 8, Full = 16;

    /// <summary>The 2-d convolution of x [N, in, H, W] with weight [out, in / groups, kH, kW].</summary>
    internal static Tensor Convolve(
        Tensor x, Tensor weight, Tensor? bias, long[] stride, long[] padding, long groups)
    {
        using var scope = NewDisposeScope();
        if (!Needed(x)) return functional.conv2d(x, weight, bias, stride, padding,
            groups: groups).MoveToOuterDisposeScope();
        var (from, to) = (x.shape[1], weight.shape[0]);
        var y = SmallMaps.Fits(x, weight, stride, padding, groups) ? SmallMaps.Convolve(x, weight)
            : groups == 1 ? Dense(x, weight, stride, padding)
            : groups == from && groups == to ? Depthwise(x, weight, stride, padding)
            : cat([.. x.chunk(groups, 1).Zip(weight.chunk(groups, 0),
                (part, kernel) => Convolve(part, kernel, null, stride, padding, 1))], 1);
        return Finish(y, to, bias).MoveToOuterDisposeScope();
    }

    /// <summary>The transposed 2-d convolution of x [N, in, H, W] with weight [in, out, kH, kW].</summary>
    internal static Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias, long[] stride, long[] padding)
    {
        using var scope = NewDisposeScope();
        if (!Needed(x)) return functional.conv_transpose2d(x, weight, bias, stride, padding).MoveToOuterDisposeScope();
        var y = functional.conv_transpose2d(Input(x, Full), Weight(weight, Full), null, stride, padding);
        return Finish(y, weight.shape[1], bias).MoveToOuterDisposeScope();
    }

    /// <summary>The same numbers [N, C, H, W] with the channels innermost in memory.</summary>
    internal static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static bool Needed(Tensor x) =>
        x.device_type == DeviceType.CPU && x.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    private static Tensor Dense(Tensor x, Tensor weight, long[] stride, long[] padding)
    {
        var kernel = (weight.shape[2], weight.shape[3]);
        if (kernel == (1, 1) && padding is [0, 0] && stride is not [1, 1])
            (x, stride) = (x.slice(2, 0, x.shape[2], stride[0]).slice(3, 0, x.shape[3], stride[1]), [1, 1]);
        var lane = x.dtype == ScalarType.Float32 && kernel is (1, 1) or (3, 3) ? Half : Full;
        return functional.conv2d(Input(x, lane), Weight(weight, lane), null, stride, padding);
    }

    private static Tensor Depthwise(Tensor x, Tensor weight, long[] stride, long[] padding)
    {
        var (input, kernel) = (Input(x, Full), Pad(weight, 0, Full));
        return functional.conv2d(input, kernel, null, stride, padding, groups: kernel.shape[0]);
    }

    private static Tensor Input(Tensor x, long lane) => ChannelsLast(Pad(x, 1, lane));

    private static Tensor Weight(Tensor weight, long lane) => ChannelsLast(Pad(Pad(weight, 0, lane), 1, lane));

    private static Tensor Pad(Tensor x, int dimension, long lane)
    {
        var more = (lane - x.shape[dimension] % lane) % lane;
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
