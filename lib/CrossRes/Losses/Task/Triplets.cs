using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Anchors, positives of their class and negatives of another: int64 [M] each, rows of a batch.</summary>
internal sealed record Triplets(Tensor Anchors, Tensor Positives, Tensor Negatives)
{
    internal long Count => Anchors.shape[0];

    /// <summary>Every triplet of the batch, by anchor, then positive, then negative.</summary>
    internal static Triplets All(Tensor labels)
    {
        var (anchors, positives) = Pairs(labels);
        var found = Different(labels).index_select(0, anchors).nonzero();
        var (pair, negatives) = (found.select(1, 0), found.select(1, 1));
        return new(anchors.index_select(0, pair), positives.index_select(0, pair), negatives);
    }

    /// <summary>
    /// Every pair of one class whose anchor has a negative, with the one that <paramref name="choose"/> gives.
    /// </summary>
    /// <param name="choose">
    /// From pairs (anchors, positives) [P] and their possible negatives, bool [P, N], to negatives [P].
    /// </param>
    internal static Triplets OnePerPair(Tensor labels, Func<Tensor, Tensor, Tensor, Tensor> choose)
    {
        var (anchors, positives) = Pairs(labels);
        var possible = Different(labels).index_select(0, anchors);
        var complete = possible.any(1).nonzero().squeeze(1);
        (anchors, positives) = (anchors.index_select(0, complete), positives.index_select(0, complete));
        possible = possible.index_select(0, complete);
        return new(anchors, positives, anchors.shape[0] == 0 ? anchors : choose(anchors, positives, possible));
    }

    /// <summary>Those where <paramref name="keep"/>, bool [M], is true.</summary>
    internal Triplets Where(Tensor keep)
    {
        var rows = keep.nonzero().squeeze(1);
        return new(Anchors.index_select(0, rows), Positives.index_select(0, rows), Negatives.index_select(0, rows));
    }

    /// <summary>Entries of a square matrix, [M].</summary>
    internal static Tensor At(Tensor matrix, Tensor rows, Tensor columns) =>
        matrix.flatten().index_select(0, rows * matrix.shape[0] + columns);

    internal static Tensor Different(Tensor labels) => labels.unsqueeze(1).ne(labels.unsqueeze(0));

    private static (Tensor Anchors, Tensor Positives) Pairs(Tensor labels)
    {
        var other = eye(labels.shape[0], device: labels.device).eq(0);
        var pairs = Different(labels).logical_not().logical_and(other).nonzero();
        return (pairs.select(1, 0), pairs.select(1, 1));
    }
}
