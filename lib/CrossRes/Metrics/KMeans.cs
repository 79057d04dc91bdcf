using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>Lloyd's k-means from a k-means++ start (Arthur and Vassilvitskii 2007), a function of its seed.</summary>
public static class KMeans
{
    private const int Rounds = 30;
    private const long Block = 1 << 24; // distances at a time

    /// <summary>
    /// The cluster of each point, int64 [N], 0 … k − 1; at most 30 rounds. An empty cluster keeps its centre.
    /// </summary>
    /// <param name="points">[N, D].</param>
    /// <param name="k">1 … N.</param>
    /// <exception cref="ArgumentException">k is out of range.</exception>
    public static long[] Clusters(Tensor points, int k, long seed = 1)
    {
        if (k < 1 || k > points.shape[0])
            throw new ArgumentException(
                $"{k} clusters of {points.shape[0]} points: from 1 to their number are possible", nameof(k));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        points = points - points.mean([0], keepdim: true); // so that close points do not cancel
        var centres = Start(points, k, seed);
        var clusters = Nearest(points, centres);
        for (var round = 1; round < Rounds; round++)
        {
            using var step = NewDisposeScope();
            var sums = zeros_like(centres).index_add_(0, clusters, points, 1);
            var counts = clusters.bincount(null, k).unsqueeze(1);
            centres.copy_(where(counts.gt(0), sums / counts.clamp_min(1), centres));
            var moved = Nearest(points, centres);
            if (moved.eq(clusters).all().ToBoolean()) break;
            clusters.copy_(moved);
        }
        return clusters.cpu().data<long>().ToArray();
    }

    private static Tensor Nearest(Tensor points, Tensor centres)
    {
        using var scope = NewDisposeScope();
        var lengths = centres.square().sum(1).unsqueeze(0);
        var blocks = points.split(Math.Max(1, Block / centres.shape[0]), 0).Select(part =>
            (lengths - 2 * part.matmul(centres.t())).argmin(1));
        return cat([.. blocks], 0).MoveToOuterDisposeScope();
    }

    /// <summary>Each next centre is a point drawn by its squared distance from those before it.</summary>
    private static Tensor Start(Tensor points, int k, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(seed, "clusters");
        var draws = rand([k], ScalarType.Float64, generator: generator).data<double>().ToArray();
        var chosen = new List<long> { (long)(draws[0] * points.shape[0]) };
        var nearest = full(points.shape[0], double.PositiveInfinity, ScalarType.Float64, points.device);
        while (chosen.Count < k)
        {
            using var step = NewDisposeScope();
            var gaps = (points - points[chosen[^1]]).square().sum(1).to_type(ScalarType.Float64);
            nearest.copy_(nearest.minimum(gaps));
            var sums = nearest.cumsum(0);
            var target = sums[-1] * draws[chosen.Count];
            chosen.Add(Math.Min(sums.le(target).sum().ToInt64(), points.shape[0] - 1));
        }
        return points.index_select(0, tensor(chosen.ToArray(), device: points.device)).MoveToOuterDisposeScope();
    }
}
