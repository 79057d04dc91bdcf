using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>A change of images that a network was not trained for.</summary>
/// <param name="Name">What tables call it.</param>
public sealed record Corruption(string Name, Func<Tensor, Generator, Tensor> Change)
{
    /// <summary>
    /// None; a 3×3 binomial blur; noise of standard deviation 25; 40 % of the light. All of what the network sees, in
    /// 0..255.
    /// </summary>
    public static IReadOnlyList<Corruption> All { get; } =
    [
        new("none", (x, _) => x),
        new("blur", (x, _) => Blur(x)),
        new("noise", (x, generator) => x + randn(x.shape, generator: generator) * 25),
        new("darker", (x, _) => x * 0.4),
    ];

    /// <summary>uint8 images [N, 3, H, W] changed; the same every time.</summary>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(1, $"corruption {Name}");
        return Change(images.to(ScalarType.Float32), generator).round().clamp(0, 255)
            .to(ScalarType.Byte).MoveToOuterDisposeScope();
    }

    private static Tensor Blur(Tensor x)
    {
        var y = nn.functional.pad(x, [1, 1, 1, 1], PaddingModes.Replicate);
        foreach (var axis in new[] { 2, 3 })
        {
            Tensor At(long start) => y.narrow(axis, start, x.shape[axis]);
            y = (At(0) + 2 * At(1) + At(2)) / 4;
        }
        return y;
    }
}
