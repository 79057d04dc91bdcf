using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// Recall@K of metric learning (Song et al. 2016): every image is a query among all others. A query whose class has no
/// other image counts as a miss, as in RKD's code.
/// </summary>
/// <remarks>
/// No neighbour is looked for: a query is a hit where fewer than K images of other classes are nearer than the nearest
/// of its own, so that distances need only be compared and counted, for all K at once. They are worked out block by
/// block, each once
/// for both of its images; images of a class lie together, so that few blocks hold any pair of one class.
/// </remarks>
public static class RecallAtK
{
    /// <summary>Share of queries, in percent, with an image of their class among the K nearest.</summary>
    /// <param name="embeddings">[N, D], N ≥ 2; as they are: scale them to length 1 first where the protocol
    /// does.</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="ks">Each ≥ 1; more than N − 1 counts as N − 1.</param>
    /// <returns>0 … 100 for each K.</returns>
    /// <exception cref="ArgumentException">A shape or K is out of range, or a number is not finite.</exception>
    public static double[] Percent(Tensor embeddings, Tensor labels, params int[] ks)
    {
        if (ks.Length == 0 || ks.Min() < 1)
            throw new ArgumentException("Recall@K needs K of 1 or more", nameof(ks));
        if (embeddings.dim() != 2 || embeddings.shape[0] < 2 || labels.dim() != 1
            || labels.shape[0] != embeddings.shape[0])
            throw new ArgumentException(
                $"Recall@K needs embeddings [N, D] of 2 or more images and a label for each, not "
                    + $"[{string.Join(", ", embeddings.shape)}] and [{string.Join(", ", labels.shape)}]");
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        if (!embeddings.isfinite().all().ToBoolean())
            throw new ArgumentException("an embedding is not finite: it has no neighbours");
        var nearer = new ClassBlocks(embeddings, labels).NearerThanOwn();
        return [.. ks.Select(k => 100.0 * nearer.lt(k).sum().ToInt64() / labels.shape[0])];
    }
}
