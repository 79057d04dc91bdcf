using CrossRes.Common;
using CrossRes.Data.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>
/// Pictures of any number of classes. A class has two hues, an aspect and three waves across its body, the finest a few
/// pixels long, so that low resolution takes away what tells neighbouring classes apart. Place, size, tilt, light,
/// ground and noise vary from picture to picture and say nothing about the class.
/// </summary>
internal static class SyntheticSpecimens
{
    private const int Waves = 3;
    private static readonly double[] Finest = [0.5, 0.22, 0.11]; // length of each wave, in units of the picture's side

    /// <summary>Some pictures of a class: a function of seed, class and side.</summary>
    internal static IEnumerable<Picture> Paint(long seed, int number, int count, int side)
    {
        using var scope = NewDisposeScope();
        using var look = RandomStreams.Generator(seed, "synthetic class", number);
        using var chance = RandomStreams.Generator(seed, "synthetic specimen", number);
        var traits = rand([4 * Waves + 3], generator: look).data<float>().ToArray(); // of the class
        Tensor Vary(double from, double to) => rand([count, 1, 1], generator: chance) * (to - from) + from;

        var axis = (arange(side, dtype: ScalarType.Float32) + 0.5) / side - 0.5;
        var (x, y) = (axis.view(1, 1, side) - Vary(-0.12, 0.12), axis.view(1, side, 1) - Vary(-0.12, 0.12));
        var (tilt, radius) = (Vary(-0.4, 0.4), Vary(0.28, 0.4));
        var (u, v) = (x * tilt.cos() + y * tilt.sin(), y * tilt.cos() - x * tilt.sin());
        var aspect = 0.7 + 0.6 * traits[0];
        var body = ((radius - ((u / aspect).square() + v.square()).sqrt()) * (side / 2.0)).sigmoid();

        var pattern = zeros_like(u);
        for (var w = 0; w < Waves; w++)
        {
            var own = traits.AsSpan(3 + 4 * w, 4);
            var (angle, length) = (Math.PI * own[0], Finest[w] * (0.8 + 0.5 * own[1]) * 0.4);
            var along = (u * Math.Cos(angle) + v * Math.Sin(angle)) / radius;
            pattern = pattern
                + (along * (2 * Math.PI / length * 0.34) + 2 * Math.PI * own[2]).sin() * (0.5 + 0.5 * own[3]);
        }
        var mix = (pattern.unsqueeze(1) * 2).sigmoid();
        var ink = Hue(traits[1] + Vary(-0.06, 0.06)) * mix + Hue(traits[2] + Vary(-0.06, 0.06)) * (1 - mix);
        var ground = Hue(Vary(0, 1)) * 0.5 + Vary(0, 0.4).unsqueeze(1) + (x * Vary(-0.5, 0.5)).unsqueeze(1);
        var image = ground.lerp(ink * Vary(0.6, 1.2).unsqueeze(1), body.unsqueeze(1));
        image = image + (rand(image.shape, generator: chance) - 0.5) * Vary(0.05, 0.2).unsqueeze(1);
        var rows = image.mul(255).round().clamp(0, 255).to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous();
        return [.. Enumerable.Range(0, count).Select(n =>
            new Picture(side, side, rows[n].contiguous().bytes.ToArray()))];
    }

    /// <summary>A colour of the wheel, [N, 3, 1, 1].</summary>
    private static Tensor Hue(Tensor hue)
    {
        var channel = arange(3, dtype: ScalarType.Float32).view(1, 3, 1, 1) / 3;
        return ((hue.unsqueeze(1) - channel) * (2 * Math.PI)).cos() * 0.35 + 0.5;
    }
}
