using CrossRes.Common;
using CrossRes.Data.Resampling;
using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>
/// Paints stand-ins for the sets that a CIFAR-100 student is probed on: its kinds of shapes in another order, enlarged.
/// </summary>
internal static class TransferPainter
{
    // without a common divisor: ten classes differ in shape, colour and texture
    private const int Kinds = 100, Step = 37;

    /// <param name="classes">int64 [N], from 0.</param>
    /// <param name="side">Of the images, in pixels.</param>
    /// <returns>uint8 [N, 3, side, side].</returns>
    internal static Tensor Paint(Tensor classes, int side, long seed, string purpose, int round)
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(seed, $"synthetic {purpose}", round);
        using var enlarge = Resampler.Named("pillow-bilinear", Cifar100Format.Side, Cifar100Format.Side, side, side);
        return enlarge.Apply(
            SyntheticImages.Paint((classes * Step + Step / 2).remainder(Kinds), generator)).MoveToOuterDisposeScope();
    }
}
