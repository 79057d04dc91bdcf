using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Euclidean distances from squared norms and dot products, in float64 around the mean of a, so that close rows do
/// not cancel. As in RKD's code the squared distance is at least 10⁻¹²: equal rows have distance 10⁻⁶ and no gradient.
/// </summary>
internal static class Distances
{
    internal const double SquaredFloor = 1e-12;

    /// <summary>‖aᵢ − bⱼ‖ for a [N, D] and b [M, D]: [N, M] in float64.</summary>
    /// <param name="squared">The squared distances.</param>
    /// <param name="floor">Of the squared distance.</param>
    internal static Tensor Between(Tensor a, Tensor b, bool squared = false, double floor = SquaredFloor)
    {
        a = a.to_type(ScalarType.Float64);
        b = b.to_type(ScalarType.Float64);
        var origin = a.detach().mean([0], keepdim: true);
        (a, b) = (a - origin, b - origin);
        var norms = a.square().sum(1).unsqueeze(1) + b.square().sum(1).unsqueeze(0);
        var square = (norms - 2 * a.matmul(b.t())).clamp_min(floor);
        return squared ? square : square.sqrt();
    }

    /// <summary>‖xᵢ − xⱼ‖ for x [N, D]: [N, N] in float64 with a diagonal of 0.</summary>
    /// <inheritdoc cref="Between"/>
    internal static Tensor Within(Tensor x, bool squared = false, double floor = SquaredFloor) =>
        Between(x, x, squared, floor) * (1 - eye(x.shape[0], dtype: float64, device: x.device));

    /// <summary>μ, the mean over the pairs of distinct rows; 1 where there is no pair.</summary>
    internal static Tensor Mean(Tensor within)
    {
        var n = within.shape[0];
        return n < 2 ? ones_like(within).sum() : within.sum() / (n * (n - 1.0));
    }

    /// <summary>ψ_D: distances in units of their mean; all 0 for a single row.</summary>
    /// <inheritdoc cref="Between"/>
    internal static Tensor Relative(Tensor x, bool squared = false, double floor = SquaredFloor)
    {
        var within = Within(x, squared, floor);
        return within / Mean(within);
    }
}
