using TorchSharp.Door;
namespace TorchSharp;

public static partial class torch
{
    /// <summary>How <c>interpolate</c> finds the value between pixels.</summary>
    public enum InterpolationMode
    {
#pragma warning disable CS1591 // the names say it
        Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4, Area = 5, NearestExact = 6,
#pragma warning restore CS1591
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Resizes images [N, C, H, W] to a size, or by factors. Nearest takes pixel floor(i·scale); bicubic uses a = -0.75,
            /// and -0.5 with antialias; area is adaptive average pooling.
            /// </summary>
            /// <param name="x">Images.</param>
            /// <param name="size">The new height and width, or null.</param>
            /// <param name="scale_factor">Factors for height and width, or null.</param>
            /// <param name="mode">Nearest, NearestExact, Bilinear, Bicubic or Area.</param>
            /// <param name="align_corners">Whether corner pixels keep their place (bilinear and bicubic only; false by default).</param>
            /// <param name="recompute_scale_factor">Whether the factors are recomputed from the rounded size.</param>
            /// <param name="antialias">Whether shrinking widens the filter (bilinear and bicubic only).</param>
            /// <exception cref="ArgumentException">Not exactly one of size and factors, or an option that the mode lacks.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false,
                bool antialias = false)
            {
                if (x.shape.Length != 4)
                    throw new ArgumentException($"interpolate resizes images [N, C, H, W], got [{string.Join(", ", x.shape)}].", nameof(x));
                if (size is null == scale_factor is null)
                    throw new ArgumentException("interpolate needs either a size or scale factors, not both.", nameof(size));
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                    (size, scale_factor) = (Scaled(x.shape[2..], scale_factor), null);

                var smooth = mode is InterpolationMode.Bilinear or InterpolationMode.Bicubic;
                if (!smooth && align_corners is not null)
                    throw new ArgumentException($"align_corners has no meaning for {mode}.", nameof(align_corners));
                if (!smooth && antialias)
                    throw new ArgumentException($"antialias has no meaning for {mode}.", nameof(antialias));

                return (mode, antialias) switch
                {
                    (InterpolationMode.Area, _) => adaptive_avg_pool2d(x, size!),
                    (InterpolationMode.Nearest, _) => Aten.Call("upsample_nearest2d.vec", x, size, scale_factor),
                    (InterpolationMode.NearestExact, _) => Aten.Call("_upsample_nearest_exact2d.vec", x, size, scale_factor),
                    (InterpolationMode.Bilinear, false) => Aten.Call("upsample_bilinear2d.vec", x, size, align_corners ?? false, scale_factor),
                    (InterpolationMode.Bilinear, true) => Aten.Call("_upsample_bilinear2d_aa.vec", x, size, align_corners ?? false, scale_factor),
                    (InterpolationMode.Bicubic, false) => Aten.Call("upsample_bicubic2d.vec", x, size, align_corners ?? false, scale_factor),
                    (InterpolationMode.Bicubic, true) => Aten.Call("_upsample_bicubic2d_aa.vec", x, size, align_corners ?? false, scale_factor),
                    _ => throw new ArgumentException($"{mode} does not resize images [N, C, H, W].", nameof(mode)),
                };
            }

            /// <summary>Pads the last dimensions; amounts come in pairs (before, after), last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                // only the constant mode takes a value
                mode is PaddingModes.Constant or PaddingModes.Zeros
                    ? Aten.Call("pad", input, pad, "constant", value)
                    : Aten.Call("pad", input, pad, mode.ToString().ToLowerInvariant());

            /// <summary>Pads the last two dimensions: (left, right, top, bottom).</summary>
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            private static long[] Scaled(long[] sides, double[] factors) =>
                sides.Zip(factors, (side, factor) => (long)Math.Floor(side * factor)).ToArray();
        }
    }
}
