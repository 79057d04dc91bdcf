using TorchSharp;
using static TorchSharp.torch;
using static CrossRes.Data.Sets.Cifar100Format;

namespace CrossRes.Data.StandIns;

/// <summary>
/// Paints images of <see cref="SyntheticClasses"/> as whole tensors. Position, size, tilt, colour, contrast,
/// background, an occluding patch and pixel noise vary from image to image and say nothing about the class.
/// </summary>
internal static class SyntheticImages
{
    /// <param name="fine">int64 [N], 0..99.</param>
    /// <param name="generator">Every draw is taken from it.</param>
    /// <returns>uint8 [N, 3, 32, 32].</returns>
    public static Tensor Paint(Tensor fine, Generator generator)
    {
        using var scope = NewDisposeScope();
        // one uniform number per image in [from, to), [N, 1, 1]
        Tensor Uniform(double from, double to) =>
            rand([fine.shape[0], 1, 1], generator: generator) * (to - from) + from;

        var detail = fine.remainder(SyntheticClasses.Details).view(-1, 1, 1);
        var coarse = fine.div(SyntheticClasses.Details, RoundingMode.floor);
        var shape = coarse.remainder(SyntheticClasses.Shapes.Length).view(-1, 1, 1);
        var colour = coarse.div(SyntheticClasses.Shapes.Length, RoundingMode.floor).view(-1, 1, 1);

        var axis = arange(Side, dtype: ScalarType.Float32) - (Side - 1) / 2.0;
        var (x, y) = (axis.view(1, 1, Side), axis.view(1, Side, 1));
        var (left, top) = (x - Uniform(-4, 4), y - Uniform(-4, 4));
        var radius = Uniform(8, 11);
        var tilt = Uniform(-0.3, 0.3);
        var (cos, sin) = (tilt.cos() / radius, tilt.sin() / radius);
        // a hint of the detail that survives degradation
        var stretch = ((detail - 2) * 0.08 + Uniform(-0.15, 0.15)).exp();
        var mask = ((1 - Distance((left * cos + top * sin) * stretch, (top * cos - left * sin) / stretch, shape))
            * radius * 2).sigmoid();

        var texture = Texture(detail, x, y, Uniform(-0.15, 0.15), Uniform(2.5, 7), Uniform(0, 7), Uniform(0, 7));
        var glyph = Glyph(detail, (left + Uniform(-2, 2)).round(), (top + Uniform(-2, 2)).round());
        var light = texture * Uniform(0.05, 0.3) + glyph * Uniform(0, 0.5);
        var ink = Hue(colour / 4.0 + Uniform(-0.08, 0.08), 0.35) * Uniform(0.7, 1.1).unsqueeze(1) + light.unsqueeze(1);
        var slope = x * Uniform(-0.01, 0.01) + y * Uniform(-0.01, 0.01);
        var ground = Hue(Uniform(0, 1), 0.12) * Uniform(0.5, 1.3).unsqueeze(1) + slope.unsqueeze(1);
        var image = ground.lerp(ink, mask.unsqueeze(1));

        var patch = maximum((x - Uniform(-20, 20)).abs(), (y - Uniform(-20, 20)).abs()) < 4;
        image = where(patch.unsqueeze(1), Uniform(0.2, 0.8).unsqueeze(1), image);
        var noise = rand([2, .. image.shape], generator: generator);
        image = image + (noise[0] - noise[1]) * Uniform(0.02, 0.2).unsqueeze(1);
        return image.mul_(255).round().clamp_(0, 255).to(ScalarType.Byte).MoveToOuterDisposeScope();
    }

    /// <summary>Below 1 inside the shape; p, q [N, 32, 32] are coordinates in units of the radius.</summary>
    private static Tensor Distance(Tensor p, Tensor q, Tensor shape)
    {
        var (a, b) = (p.abs(), q.abs());
        var disc = (p * p + q * q).sqrt();
        var square = maximum(a, b) * 1.15;
        var triangle = maximum(q, a * 0.866 - q * 0.5) / 0.55;
        var ring = (disc - 0.7).abs() / 0.33;
        var cross = minimum(maximum(a, b * 2.4), maximum(a * 2.4, b));
        return Select(shape, disc, square, triangle, ring, cross);
    }

    /// <summary>Waves of a period in pixels, each pattern its own mirror image up to a shift; variance 1/2.</summary>
    private static Tensor Texture(Tensor detail, Tensor x, Tensor y, Tensor tilt, Tensor period, Tensor right,
        Tensor down)
    {
        var (cos, sin) = (tilt.cos(), tilt.sin());
        var (u, v) = ((x + right) * cos + (y + down) * sin, (y + down) * cos - (x + right) * sin);
        Tensor Wave(Tensor distance) => (distance * (2 * Math.PI) / period).sin();
        var (bars, rungs) = (Wave(u), Wave(v));
        return Select(detail, bars, rungs, bars * rungs * Math.Sqrt(2), (bars + rungs) / Math.Sqrt(2),
            Wave((u * u + v * v).sqrt()));
    }

    /// <summary>Of [N, 32, 32] alternatives the one that the number of each image, [N, 1, 1], names.</summary>
    private static Tensor Select(Tensor number, params Tensor[] alternatives) =>
        stack(alternatives, 1).gather(1, number.unsqueeze(1).expand(-1, 1, Side, Side)).squeeze(1);

    /// <summary>1 on the pixels of the glyph whose centre is where left and top are 0, else 0.</summary>
    private static Tensor Glyph(Tensor detail, Tensor left, Tensor top)
    {
        const int side = SyntheticClasses.GlyphSide, middle = side / 2;
        var bitmaps = tensor([.. string.Concat(SyntheticClasses.Glyphs).Select(c => c == '#' ? 1f : 0f)]);
        var inside = maximum(left.abs(), top.abs()) <= middle;
        var pixel = (detail * (side * side) + (top + middle) * side + left + middle).clamp(0, bitmaps.shape[0] - 1);
        return where(inside, bitmaps.take(pixel.to(ScalarType.Int64)), zeros_like(left + top));
    }

    /// <summary>A colour of the wheel, [N, 3, 1, 1]: 1/2 + saturation·cos 2π(hue − channel/3).</summary>
    private static Tensor Hue(Tensor hue, double saturation)
    {
        var channel = arange(3, dtype: ScalarType.Float32).view(1, 3, 1, 1) / 3;
        return ((hue.unsqueeze(1) - channel) * (2 * Math.PI)).cos() * saturation + 0.5;
    }
}

/// <summary>
/// The 100 classes of the synthetic set. Coarse label = colour × shape, visible at any resolution; the five fine
/// classes within it differ by details of a few pixels, a texture and a 5×5 glyph, and a little by their proportions.
/// </summary>
internal static class SyntheticClasses
{
    public const int Details = 5, GlyphSide = 5;

    public static readonly string[] Shapes = ["disc", "square", "triangle", "ring", "cross"];
    public static readonly string[] Colours = ["red", "olive", "teal", "violet"];
    public static readonly string[] Textures = ["bars", "rungs", "checks", "plaid", "rings"];

    /// <summary>One 5×5 bitmap per detail, 9 of 25 pixels set in each, so that their mean tells nothing.</summary>
    public static readonly string[] Glyphs =
    [
        "..#.." + "..#.." + "#####" + "..#.." + "..#..",
        "#...#" + ".#.#." + "..#.." + ".#.#." + "#...#",
        "....." + ".###." + ".###." + ".###." + ".....",
        "#####" + "..#.." + "..#.." + "..#.." + "..#..",
        ".###." + "...#." + "..#.." + ".#..." + ".###.",
    ];

    public static IReadOnlyList<string> CoarseNames { get; } =
        [.. Colours.SelectMany(c => Shapes.Select(s => $"{c}_{s}"))];

    public static IReadOnlyList<string> FineNames { get; } =
        [.. CoarseNames.SelectMany(c => Textures.Select(t => $"{c}_{t}"))];
}
