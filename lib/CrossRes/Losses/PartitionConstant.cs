using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Z, which turns likelihoods into probabilities over a set: its size times their mean in the first batch, fixed since (CRD's code).</summary>
internal sealed class PartitionConstant : nn.Module
{
    private readonly long size;

    /// <param name="size">Of the set.</param>
    internal PartitionConstant(long size) : base(nameof(PartitionConstant))
    {
        this.size = size;
        register_buffer("value", full([], -1.0, float64));
    }

    /// <summary>Z as a scalar of the type of <paramref name="mean"/>, a batch's mean likelihood, which sets Z at the first call.</summary>
    internal Tensor Of(Tensor mean)
    {
        using var frozen = no_grad();
        var z = get_buffer("value")!;
        z.copy_(where(z.lt(0), mean.to_type(z.dtype) * size, z));
        return z.clone().to_type(mean.dtype);
    }
}
