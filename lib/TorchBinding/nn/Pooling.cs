using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The largest value in each window.</summary>
        public class MaxPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode) : base(nameof(MaxPool2d))
            {
                (this.kernel_size, this.stride, this.ceil_mode) = (kernel_size, stride ?? kernel_size, ceil_mode);
                (this.padding, this.dilation) = (padding ?? [0, 0], dilation ?? [1, 1]);
            }

            /// <summary>Height and width of the window.</summary>
            public long[] kernel_size { get; set; }

            /// <summary>Step of the window.</summary>
            public long[] stride { get; set; }

            /// <summary>Rows and columns of -∞ around the image.</summary>
            public long[] padding { get; set; }

            /// <summary>Distance of the pixels in a window.</summary>
            public long[] dilation { get; set; }

            /// <summary>Whether a last, partial window counts.</summary>
            public bool ceil_mode { get; set; }

            /// <summary>Pools [N, C, H, W].</summary>
            public override Tensor forward(Tensor input) =>
                functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
        }

        /// <summary>The mean of each window.</summary>
        public class AvgPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal AvgPool2d(long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
                : base(nameof(AvgPool2d))
            {
                (this.kernel_size, this.stride, this.padding) = (kernel_size, stride ?? kernel_size, padding ?? [0, 0]);
                (this.ceil_mode, this.count_include_pad, this.divisor_override) = (ceil_mode, count_include_pad, divisor_override);
            }

            /// <summary>Height and width of the window.</summary>
            public long[] kernel_size { get; set; }

            /// <summary>Step of the window.</summary>
            public long[] stride { get; set; }

            /// <summary>Rows and columns of zeros around the image.</summary>
            public long[] padding { get; set; }

            /// <summary>Whether a last, partial window counts.</summary>
            public bool ceil_mode { get; set; }

            /// <summary>Whether padding counts as pixels.</summary>
            public bool count_include_pad { get; set; }

            /// <summary>What to divide by instead of the number of pixels.</summary>
            public long? divisor_override { get; set; }

            /// <summary>Pools [N, C, H, W].</summary>
            public override Tensor forward(Tensor input) =>
                functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
        }

        /// <summary>Means over windows chosen to give a wanted size.</summary>
        public class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal AdaptiveAvgPool2d(long[] output_size) : base(nameof(AdaptiveAvgPool2d)) => this.output_size = output_size;

            /// <summary>The wanted height and width.</summary>
            public long[] output_size { get; set; }

            /// <summary>Pools [N, C, H, W].</summary>
            public override Tensor forward(Tensor input) => functional.adaptive_avg_pool2d(input, output_size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Max pooling with a square window; the stride defaults to its size.</summary>
            public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(Square(kernel_size)!, Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <summary>Average pooling with a square window; the stride defaults to its size.</summary>
            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(Square(kernel_size)!, Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Average pooling to a square of this size.</summary>
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new([output_size, output_size]);

            /// <summary>Average pooling to this height and width.</summary>
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Pair(output_size));

            /// <summary>Average pooling to this height and width.</summary>
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

            internal static long[]? Square(long? side) => side is { } s ? [s, s] : null;
        }
    }
}
