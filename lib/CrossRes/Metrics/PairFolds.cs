using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>How a pair of embeddings is compared.</summary>
public enum PairMetric
{
    /// <summary>Squared Euclidean distance.</summary>
    SquaredEuclidean,

    /// <summary>Angle over π.</summary>
    Angle,
}

/// <summary>
/// Verification pairs in contiguous folds: what is chosen on all folds but one is measured on that one.
/// </summary>
public sealed class PairFolds
{
    private readonly bool[] same;
    private readonly IReadOnlyList<Range> folds;
    private readonly Func<Range, double[]> distances;

    /// <param name="distances">Of each pair.</param>
    /// <param name="same">Whether the pair shows one identity.</param>
    /// <param name="folds">Blocks of equal size in the order of the pairs; the first ones take what is left
    /// over.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are fewer pairs than folds, or a distance is not a
    /// number.</exception>
    public PairFolds(double[] distances, bool[] same, int folds = 10) : this(_ => distances, same, folds)
    {
        if (distances.Length != same.Length)
            throw new ArgumentException($"{distances.Length} distances for {same.Length} pairs");
        if (distances.Any(double.IsNaN))
            throw new ArgumentException("a distance is not a number: the network's embeddings are not finite");
    }

    private PairFolds(Func<Range, double[]> distances, bool[] same, int folds)
    {
        if (folds < 2 || same.Length < folds)
            throw new ArgumentException(
                $"{same.Length} pairs in {folds} folds: at least 2 folds and a pair for each are needed",
                nameof(folds));
        (this.distances, this.same, this.folds) = (distances, same, Equal(same.Length, folds));
    }

    private PairFolds(Func<Range, double[]> distances, bool[] same, IReadOnlyList<Range> folds) =>
        (this.distances, this.same, this.folds) = (distances, same, folds);

    /// <summary>Pairs of embeddings: rows 2k and 2k + 1 of [2P, D] are pair k.</summary>
    /// <param name="subtractMean">Whether the mean of the other folds' embeddings is subtracted before a fold is
    /// measured (FaceNet).</param>
    /// <inheritdoc cref="PairFolds(double[], bool[], int)"/>
    public static PairFolds Split(
        Tensor embeddings, bool[] same, int folds = 10, PairMetric metric = PairMetric.SquaredEuclidean,
        bool subtractMean = false)
    {
        if (embeddings.dim() != 2 || embeddings.shape[0] != 2 * same.Length)
            throw new ArgumentException(
                $"{same.Length} pairs need embeddings [{2 * same.Length}, D], not "
                    + $"[{string.Join(", ", embeddings.shape)}]", nameof(embeddings));
        var rows = embeddings.detach().cpu().to_type(ScalarType.Float64);
        if (!subtractMean)
            return new PairFolds(Distances(rows, metric), same, folds);
        return new PairFolds(fold => Centred(rows, fold, metric), same, folds);
    }

    /// <summary>The same pairs with fold boundaries of their own.</summary>
    /// <param name="foldOf">Of each pair: 0, 0, …, 1, …; none is empty.</param>
    public PairFolds In(IReadOnlyList<int> foldOf)
    {
        var ranges = foldOf.Index().GroupBy(f => f.Item).Select(g => g.First().Index..(g.Last().Index + 1)).ToList();
        if (foldOf.Count != same.Length || ranges.Count < 2
            || ranges.Sum(r => r.End.Value - r.Start.Value) != same.Length)
            throw new ArgumentException($"{same.Length} pairs need as many folds in a row, two different ones at least",
                nameof(foldOf));
        return new PairFolds(distances, same, ranges);
    }

    /// <summary>For each fold the pairs of all others, and its own.</summary>
    internal IEnumerable<(PairDistances Others, PairDistances Own)> Each() =>
        folds.Select(fold =>
        {
            var pairs = distances(fold).Zip(same).ToArray();
            return (new PairDistances([.. pairs[..fold.Start], .. pairs[fold.End..]]), new PairDistances(pairs[fold]));
        });

    /// <summary>Every pair as it is measured in its own fold.</summary>
    internal IReadOnlyList<(double Distance, bool Same)> Own() =>
        [.. folds.SelectMany(fold => distances(fold).Zip(same).ToArray()[fold])];

    private static Range[] Equal(int pairs, int folds)
    {
        var (size, rest) = (pairs / folds, pairs % folds);
        return [.. Enumerable.Range(0, folds).Select(f =>
            (f * size + Math.Min(f, rest))..((f + 1) * size + Math.Min(f + 1, rest)))];
    }

    private static double[] Centred(Tensor rows, Range fold, PairMetric metric)
    {
        using var scope = NewDisposeScope();
        var (start, end) = (2 * fold.Start.Value, 2 * fold.End.Value);
        var others = cat([rows.narrow(0, 0, start), rows.narrow(0, end, rows.shape[0] - end)], 0);
        return Distances(rows - others.mean([0], keepdim: true), metric);
    }

    private static double[] Distances(Tensor rows, PairMetric metric)
    {
        using var scope = NewDisposeScope();
        var pairs = rows.reshape(-1, 2, rows.shape[1]);
        var (a, b) = (pairs.select(1, 0), pairs.select(1, 1));
        var result = metric == PairMetric.SquaredEuclidean
            ? (a - b).square().sum(1)
            : nn.functional.cosine_similarity(a, b).clamp(-1, 1).acos() / Math.PI;
        return result.data<double>().ToArray();
    }
}
