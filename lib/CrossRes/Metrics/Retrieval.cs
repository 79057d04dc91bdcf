using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>How well the neighbours of a query share its class (Musgrave et al. 2020); each 0 … 100 percent.</summary>
/// <param name="PrecisionAt1">Queries whose nearest neighbour has their class.</param>
/// <param name="RPrecision">Neighbours of the query's class among the nearest R, R being the class's images.</param>
/// <param name="MeanAveragePrecisionAtR">Precision at each hit among the nearest R, summed and divided by R.</param>
/// <param name="MeanAveragePrecision">The same among the nearest k, divided by R.</param>
public sealed record RetrievalScores(double PrecisionAt1, double RPrecision, double MeanAveragePrecisionAtR,
    double MeanAveragePrecision);

/// <summary>
/// Retrieval scores as PyTorch Metric Learning computes them. Queries of whose class there is no reference take no
/// part; without any other query every score is 0.
/// </summary>
public static class Retrieval
{
    /// <param name="embeddings">[Q, D] queries.</param>
    /// <param name="labels">int64 [Q].</param>
    /// <param name="references">[R, D] with labels int64 [R]; null: all other queries.</param>
    /// <param name="perClass">Averages within each class first.</param>
    /// <param name="k">Neighbours to look at; null: all references, which takes Q × R numbers.</param>
    /// <param name="hold">Whether the references hold the queries, so that each finds itself first and that does not
    /// count.</param>
    /// <exception cref="ArgumentException">A shape or k is out of range.</exception>
    public static RetrievalScores Scores(
        Tensor embeddings, Tensor labels, (Tensor Embeddings, Tensor Labels)? references = null, bool perClass = false,
        int? k = null,
        bool hold = false)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var known = references?.Labels ?? labels;
        var classes = known.max().maximum(labels.max()).ToInt64() + 1;
        var sizes = known.bincount(null, classes);
        var (itself, first) = (references is null || hold ? 1 : 0, references is not null && hold ? 1 : 0);
        var relevant = sizes.index_select(0, labels) - itself;
        var count = k ?? (int)known.shape[0] - itself;
        var nearest = Neighbours.Nearest(embeddings, references?.Embeddings, count + first).narrow(1, first, count);

        var hits = known.index_select(0, nearest.flatten()).view_as(nearest).eq(labels.unsqueeze(1))
            .to_type(ScalarType.Float64);
        var ranks = arange(1, count + 1, device: hits.device).unsqueeze(0);
        var withinR = ranks.le(relevant.unsqueeze(1)).to_type(ScalarType.Float64);
        var precision = hits.cumsum(1) / ranks * hits;
        var r = relevant.clamp_min(1).to_type(ScalarType.Float64);
        var perQuery = stack(
        [
            hits.select(1, 0),
            (hits * withinR).sum(1) / r.clamp_max(count),
            (precision * withinR).sum(1) / r,
            precision.sum(1) / r,
        ], 0);
        var mean = Mean(perQuery, labels, relevant.gt(0), perClass);
        return new(mean[0], mean[1], mean[2], mean[3]);
    }

    /// <summary>In percent, over the queries that take part, [metrics, Q] to [metrics].</summary>
    private static double[] Mean(Tensor perQuery, Tensor labels, Tensor takesPart, bool perClass)
    {
        var chosen = takesPart.nonzero().squeeze(1);
        if (chosen.shape[0] == 0)
            return new double[perQuery.shape[0]];
        var scores = perQuery.index_select(1, chosen);
        if (perClass)
        {
            var member = nn.functional.one_hot(labels.index_select(0, chosen)).to_type(ScalarType.Float64);
            var counts = member.sum([0]);
            scores = (scores.matmul(member) / counts.clamp_min(1)).index_select(1, counts.nonzero().squeeze(1));
        }
        return (100 * scores.mean([1])).cpu().data<double>().ToArray();
    }
}
