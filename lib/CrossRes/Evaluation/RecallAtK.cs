using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Evaluation;

/// <summary>
/// Recall@K of metric learning (Song et al. 2016): every image is a query among all others. A query whose class has no
/// other image counts as a miss, as in RKD's code.
/// </summary>
public static class RecallAtK
{
    /// <summary>Share of queries, in percent, with an image of their class among the K nearest.</summary>
    /// <param name="embeddings">[N, D], N ≥ 2; as they are: scale them to length 1 first where the protocol does.</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="ks">Each ≥ 1; more than N − 1 counts as N − 1.</param>
    /// <returns>0 … 100 for each K.</returns>
    /// <exception cref="ArgumentException">A shape or K is out of range.</exception>
    public static double[] Percent(Tensor embeddings, Tensor labels, params int[] ks)
    {
        using var scope = NewDisposeScope();
        var others = (int)embeddings.shape[0] - 1;
        if (ks.Length == 0 || ks.Min() < 1)
            throw new ArgumentException("Recall@K needs K of 1 or more", nameof(ks));
        if (labels.dim() != 1 || labels.shape[0] != embeddings.shape[0])
            throw new ArgumentException(
                $"Recall@K needs one label per embedding, not [{string.Join(", ", labels.shape)}] for [{string.Join(", ", embeddings.shape)}]");
        var nearest = Neighbours.Nearest(embeddings, null, Math.Min(ks.Max(), Math.Max(others, 1)));
        var hits = labels.index_select(0, nearest.flatten()).view_as(nearest).eq(labels.unsqueeze(1));
        return [.. ks.Select(k => 100.0 * hits.narrow(1, 0, Math.Min(k, others)).any(1).sum().ToInt64() / labels.shape[0])];
    }
}
