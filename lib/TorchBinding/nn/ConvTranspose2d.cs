using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The transpose of a convolution, [N, in, H, W] to [N, out, H', W']; its weight is [in, out / groups, kH, kW].</summary>
        public class ConvTranspose2d : ConvolutionTranspose
        {
            internal ConvTranspose2d(long in_channels, long out_channels, long[] kernel_size, long[] output_padding,
                ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(ConvTranspose2d), [in_channels, out_channels / geometry.Groups, .. kernel_size], out_channels, output_padding,
                    geometry, bias, device, dtype)
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transposed convolution with a square kernel.</summary>
            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                ConvTranspose2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding),
                    (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            /// <summary>A transposed convolution; sizes are (height, width).</summary>
            /// <exception cref="ArgumentException">The padding mode is not <see cref="PaddingModes.Zeros"/>.</exception>
            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null)
            {
                if (padding_mode != PaddingModes.Zeros)
                    throw new ArgumentException($"A transposed convolution can only pad with zeros, not {padding_mode}.", nameof(padding_mode));
                return new(in_channels, out_channels, Pair(kernel_size), Pair(output_padding ?? (0, 0)),
                    new(Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), Pair(dilation ?? (1, 1)), groups, padding_mode), bias, device, dtype);
            }
        }
    }
}
