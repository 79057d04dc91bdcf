using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Two-dimensional convolution, [N, in, H, W] to [N, out, H', W'].</summary>
        public class Conv2d : Convolution
        {
            internal Conv2d(long in_channels, long out_channels, long[] kernel_size, ConvolutionGeometry geometry,
                bool bias, Device? device, ScalarType? dtype)
                : base(nameof(Conv2d), [out_channels, in_channels / geometry.Groups, .. kernel_size], out_channels, geometry, bias, device, dtype)
            {
            }

            /// <summary>Convolves.</summary>
            public override Tensor forward(Tensor input)
            {
                if (padding_mode == PaddingModes.Zeros)
                    return functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
                var (rows, columns) = (padding![0], padding[1]);
                using var padded = functional.pad(input, [columns, columns, rows, rows], padding_mode);
                return functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution with a square kernel. Weights start as in PyTorch: uniform in ±1/√(fan in).</summary>
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            /// <summary>A convolution; sizes are (height, width). Weights start as in PyTorch: uniform in ±1/√(fan in).</summary>
            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Pair(kernel_size),
                    new(Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), Pair(dilation ?? (1, 1)), groups, padding_mode), bias, device, dtype);

            internal static long[] Pair((long, long) value) => [value.Item1, value.Item2];
        }
    }
}
