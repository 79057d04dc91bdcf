namespace CrossRes.Data.Resampling;

/// <summary>
/// A filter of Pillow's <c>Image.resize</c>, which widens it with the reduction factor (antialiasing).
/// </summary>
/// <param name="Support">Half the width of the kernel in source pixels at scale 1; 0 takes the nearest pixel.</param>
/// <param name="Kernel">Weight at a distance from the centre, before normalization.</param>
internal sealed record PillowFilter(ResamplerSpec Spec, double Support, Func<double, double> Kernel)
{
    public static IReadOnlyList<PillowFilter> All { get; } =
    [
        Create("bilinear", 1, "1-|x|, |x|<1", x => Math.Max(0, 1 - Math.Abs(x))),
        Create("box", 0.5, "1 on (-1/2, 1/2]", x => x is > -0.5 and <= 0.5 ? 1 : 0),
        Create("hamming", 1, "sinc(x) (0.54 + 0.46 cos πx), |x|<1", x =>
            Math.Abs(x) < 1 ? Sinc(x) * (0.54 + 0.46 * Math.Cos(Math.PI * x)) : 0),
        Create("bicubic", 2, "Keys' cubic with a=-1/2, |x|<2", Cubic),
        Create("lanczos", 3, "sinc(x) sinc(x/3), |x|<3", x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0),
        Create("nearest", 0, "the pixel under the centre", _ => 1),
    ];

    /// <summary>
    /// Weights of one axis, row-major [<paramref name="to"/>, <paramref name="from"/>], as integers with 22 fractional
    /// bits. Row i is centred at (i+½)·from/to; its taps are normalized to 1 before they are rounded.
    /// </summary>
    public double[] Weights(int from, int to)
    {
        var weights = new double[to * from];
        foreach (var (i, (first, taps)) in Taps(from, to, 0, from).Index())
            for (var k = 0; k < taps.Length; k++)
                weights[i * from + first + k] = taps[k];
        return weights;
    }

    /// <summary>
    /// The weights that are not 0 of an axis whose stretch [start, start + length) becomes <paramref name="to"/>
    /// pixels.
    /// </summary>
    public Taps[] Taps(int from, int to, double start, double length)
    {
        var scale = length / to;
        var stretch = Math.Max(scale, 1);
        var all = new Taps[to];
        for (var i = 0; i < to; i++)
        {
            var centre = start + (i + 0.5) * scale;
            var first = Support == 0 ? (int)centre : Math.Max(0, (int)(centre - Support * stretch + 0.5));
            var end = Support == 0 ? first + 1 : Math.Min(from, (int)(centre + Support * stretch + 0.5));
            var row = new double[end - first];
            var sum = 0.0;
            for (var j = 0; j < row.Length; j++)
                sum += row[j] = Kernel((first + j - centre + 0.5) / stretch);
            all[i] = new(first,
                [.. row.Select(w => (int)Math.Round(w / sum * PillowResampler.One, MidpointRounding.AwayFromZero))]);
        }
        return all;
    }

    private static PillowFilter Create(string name, double support, string kernel, Func<double, double> weight) => new(
        new($"pillow-{name}", "Pillow Image.resize",
            $"kernel {kernel}, widened by the reduction factor; horizontal then vertical, 22-bit weights, rounded to "
                + "uint8 after each"),
        support, weight);

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1
            : x < 2 ? (((x - 5) * x + 8) * x - 4) * a
            : 0;
    }
}

/// <summary>What one pixel of the result is made of.</summary>
/// <param name="First">Source pixel of the first weight.</param>
/// <param name="Weights">With 22 fractional bits.</param>
internal readonly record struct Taps(int First, int[] Weights);
