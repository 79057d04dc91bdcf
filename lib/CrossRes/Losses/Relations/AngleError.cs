using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Σ over i, j, k of Huber's error between teacher and student of cos∠(j, i, k), the angle at anchor i; with
/// e_ij = (x_j − x_i) / ‖x_j − x_i‖ the cosine is ⟨e_ij, e_ik⟩, and 0 where a difference is 0.
/// </summary>
/// <remarks>
/// Value and gradient come from one pass over tiles of anchors. With P = ∂l/∂cos, r = 1/‖x_j − x_i‖ and
/// h_ij = ∂L/∂x_j through e_ij = Σ_k 2 r_ij P_jk r_ik (x_k − x_i) − 2 r_ij² (Σ_k P_jk cos_jk)(x_j − x_i),
/// every term is a multiple of a row of x, so the gradient is one N×N matrix times x: memory N² per anchor of a tile,
/// nothing of size N²·D or N³ is kept for the backward pass. Once differentiable.
/// </remarks>
internal static class AngleError
{
    // numbers per tile: on a CPU what stays in cache, on a GPU what keeps it busy
    private const long CpuTile = 1 << 18, GpuTile = 1 << 24;

    /// <param name="student">[N, Ds].</param>
    /// <param name="teacher">[N, Dt].</param>
    /// <param name="zeroSlope">
    /// Slope of e at a difference of 0: 0, or 10¹² as where it is divided by max(‖·‖, 10⁻¹²).
    /// </param>
    internal static Tensor Sum(Tensor student, Tensor teacher, double zeroSlope)
    {
        var (value, gradient) = Measure(student, teacher, zeroSlope);
        var linear = (student * gradient.to_type(student.dtype)).sum();
        // has the value of the first and the gradient of the second term
        return value.to_type(student.dtype) + (linear - linear.detach());
    }

    private static (Tensor Value, Tensor Gradient) Measure(Tensor student, Tensor teacher, double zeroSlope)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var s = new AnchorGeometry(student);
        var t = new AnchorGeometry(teacher);
        var n = student.shape[0];
        var tile = Math.Clamp((student.device_type == DeviceType.CPU ? CpuTile : GpuTile) / (n * n), 1, n);
        var slope = s.Inverse + s.Degenerate * zeroSlope;
        var value = zeros(1, dtype: float64, device: student.device);
        var matrix = zeros(n, n, dtype: float64, device: student.device);
        for (var start = 0L; start < n; start += tile)
        {
            using var step = NewDisposeScope();
            var count = Math.Min(tile, n - start);
            var cosines = s.Cosines(start, count);
            var excess = t.Cosines(start, count).sub_(cosines); // the error, negative
            var p = excess.clamp(-1, 1);
            var (linear, whole) = (p.flatten(), excess.flatten());
            value.add_(linear.dot(whole) - linear.dot(linear) / 2); // p (e − p / 2), the Huber loss of e

            var inverse = s.Inverse.narrow(0, start, count);
            var along = -2 * inverse.square() * cosines.mul_(p).sum(2);
            var weights = p.mul_(-2 * slope.narrow(0, start, count).unsqueeze(2)).mul_(inverse.unsqueeze(1));
            var rows = along - weights.sum(2);
            var columns = along - weights.sum(1);
            matrix.add_(weights.sum([0]));
            matrix.narrow(1, start, count).add_(rows.t());
            matrix.narrow(0, start, count).add_(columns);
            var diagonal = matrix.diagonal();
            diagonal.sub_(along.sum([0]));
            diagonal.narrow(0, start, count).sub_(columns.sum(1));
        }
        var gradient = matrix.matmul(s.Centred);
        return (value.sum().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }
}

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
