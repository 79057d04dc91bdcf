using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>What the angles between the rows of x [N, D] need, in float64: N×N matrices only.</summary>
internal sealed class AnchorGeometry
{
    private readonly Tensor gram;

    internal AnchorGeometry(Tensor x)
    {
        Centred = x.to_type(ScalarType.Float64);
        Centred = Centred - Centred.mean([0], keepdim: true);
        gram = Centred.matmul(Centred.t());
        // differences first, not squares: two equal rows are at distance 0 exactly
        var distances = cdist(Centred, Centred, 2, compute_mode.donot_use_mm_for_euclid_dist);
        var degenerate = distances.lt(1e-12);
        Degenerate = degenerate.to_type(ScalarType.Float64);
        Inverse = distances.reciprocal().masked_fill(degenerate, 0);
    }

    /// <summary>x less its mean, [N, D].</summary>
    internal Tensor Centred { get; }

    /// <summary>1 / ‖x_j − x_i‖, and 0 where the rows are equal, [N, N].</summary>
    internal Tensor Inverse { get; }

    /// <summary>1 where the rows are equal, else 0, [N, N].</summary>
    internal Tensor Degenerate { get; }

    /// <summary>cos of the angle at anchor i between j and k, for a tile of anchors: [count, N, N].</summary>
    internal Tensor Cosines(long start, long count)
    {
        var half = gram.diagonal().narrow(0, start, count).unsqueeze(1) / 2;
        var offsets = gram.narrow(0, start, count) - half;
        var inverse = Inverse.narrow(0, start, count);
        var cosines = (gram.unsqueeze(0) - offsets.unsqueeze(2)).sub_(offsets.unsqueeze(1))
            .mul_(inverse.unsqueeze(2)).mul_(inverse.unsqueeze(1));
        // of a difference with itself exactly 1: the products above lose digits where rows nearly coincide
        cosines.diagonal(0, 1, 2).copy_(inverse.sign());
        return cosines;
    }
}
