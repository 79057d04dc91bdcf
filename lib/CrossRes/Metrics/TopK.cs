using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>Top-k accuracy and error of a classifier.</summary>
public static class TopK
{
    /// <summary>
    /// Share of samples, in percent, whose label is among the <paramref name="k"/> largest logits.
    /// </summary>
    /// <param name="logits">[N, C], N ≥ 1.</param>
    /// <param name="labels">int64 [N], each in 0 … C−1.</param>
    /// <param name="k">1 ≤ k ≤ C.</param>
    /// <returns>0 … 100.</returns>
    /// <exception cref="ArgumentException">A shape or k is out of range.</exception>
    public static double Accuracy(Tensor logits, Tensor labels, int k) =>
        100.0 * Hits(logits, labels, k) / labels.shape[0];

    /// <summary>100 − <see cref="Accuracy"/>, in percent.</summary>
    public static double Error(Tensor logits, Tensor labels, int k) => 100.0 - Accuracy(logits, labels, k);

    /// <summary>
    /// Number of samples whose label is among the k largest logits: what to add up over the batches of a test set.
    /// </summary>
    /// <inheritdoc cref="Accuracy"/>
    /// <returns>0 … N.</returns>
    public static long Hits(Tensor logits, Tensor labels, int k)
    {
        if (logits.dim() != 2 || labels.dim() != 1 || logits.shape[0] != labels.shape[0] || labels.shape[0] == 0)
            throw new ArgumentException(
                $"top-k needs logits [N, C] and labels [N] with N ≥ 1, not [{string.Join(", ", logits.shape)}] and "
                    + $"[{string.Join(", ", labels.shape)}]");
        if (k < 1 || k > logits.shape[1])
            throw new ArgumentException(
                $"top-{k} of {logits.shape[1]} classes: k must be between 1 and the number of classes", nameof(k));
        using var scope = NewDisposeScope();
        var (_, classes) = logits.topk(k, 1);
        return classes.eq(labels.unsqueeze(1)).sum().ToInt64();
    }
}
