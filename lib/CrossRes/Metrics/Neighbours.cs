using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>Nearest rows by Euclidean distance, block by block: never all distances at once.</summary>
public static class Neighbours
{
    // distances at a time
    private const long Block = 1 << 24;

    /// <summary>The k nearest references of each query, nearest first: int64 [Q, k].</summary>
    /// <param name="queries">[Q, D].</param>
    /// <param name="references">[R, D]; null: the queries themselves, and none is its own neighbour.</param>
    /// <param name="k">1 ≤ k ≤ R, or R − 1 without itself.</param>
    /// <exception cref="ArgumentException">A shape or k is out of range, or a number is not finite.</exception>
    public static Tensor Nearest(Tensor queries, Tensor? references, int k)
    {
        var targets = references ?? queries;
        if (queries.dim() != 2 || targets.dim() != 2 || queries.shape[1] != targets.shape[1])
            throw new ArgumentException(
                $"neighbours need embeddings [N, D] of one width, not [{string.Join(", ", queries.shape)}] and "
                    + $"[{string.Join(", ", targets.shape)}]");
        var candidates = targets.shape[0] - (references is null ? 1 : 0);
        if (k < 1 || k > candidates)
            throw new ArgumentException(
                $"{k} neighbours of {candidates} candidates: k must be between 1 and their number", nameof(k));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        if (!queries.isfinite().all().item<bool>() || !targets.isfinite().all().item<bool>())
            throw new ArgumentException("an embedding is not finite: it has no neighbours");
        // around the mean, so that close rows do not cancel
        var origin = targets.mean([0], keepdim: true);
        (queries, targets) = (queries - origin, targets - origin);
        var lengths = targets.square().sum(1).unsqueeze(0);
        var nearest = new List<Tensor>();
        var step = Math.Max(1, Block / targets.shape[0]);
        for (var start = 0L; start < queries.shape[0]; start += step)
        {
            using var block = NewDisposeScope();
            var count = Math.Min(step, queries.shape[0] - start);
            // less the query's own square, which does not change the order
            var distances = lengths - 2 * queries.narrow(0, start, count).matmul(targets.t());
            if (references is null)
                distances.diagonal(start).fill_(double.PositiveInfinity);
            nearest.Add(distances.topk(k, 1, largest: false).indexes.MoveToOuterDisposeScope());
        }
        return cat(nearest, 0).MoveToOuterDisposeScope();
    }
}
