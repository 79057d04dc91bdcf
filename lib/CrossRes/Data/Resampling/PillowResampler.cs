using static TorchSharp.torch;

namespace CrossRes.Data.Resampling;

/// <summary>
/// Pillow's resize as two matrix products. Weights are integers below 2²³ and pixels below 2⁸, so every sum is exact
/// in float64 and floor((sum + 2²¹) / 2²²), clipped to 0..255, gives Pillow's integers whatever the order of summation.
/// </summary>
internal sealed class PillowResampler : Resampler
{
    public const double One = 1 << 22;

    private readonly Tensor? horizontal, vertical; // [from, to]; null: Pillow skips an axis that keeps its size

    public PillowResampler(PillowFilter filter, int fromH, int fromW, int toH, int toW, Device device)
        : base(filter.Spec, fromH, fromW, toH, toW)
    {
        horizontal = Matrix(filter, fromW, toW, device);
        vertical = Matrix(filter, fromH, toH, device);
    }

    public override void Dispose()
    {
        horizontal?.Dispose();
        vertical?.Dispose();
        base.Dispose();
    }

    private protected override Tensor Resample(Tensor images)
    {
        if (horizontal is null && vertical is null)
            return images.alias();
        var x = images.to(ScalarType.Float64);
        x = horizontal is null ? x : Pass(x, horizontal);
        x = vertical is null ? x : Pass(x.transpose(2, 3), vertical).transpose(2, 3);
        return x.to(ScalarType.Byte).contiguous();
    }

    private static Tensor Pass(Tensor x, Tensor weights) =>
        x.matmul(weights).add_(One / 2).div_(One).floor_().clamp_(0, 255);

    private static Tensor? Matrix(PillowFilter filter, int from, int to, Device device)
    {
        if (from == to)
            return null;
        using var scope = NewDisposeScope();
        return tensor(filter.Weights(from, to), [to, from], device: device).t().contiguous().DetachFromDisposeScope();
    }
}
