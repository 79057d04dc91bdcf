using CrossRes.Data.Faces;
using static TorchSharp.torch;

namespace CrossRes.Evaluation;

/// <summary>
/// Face verification by LFW's protocol: from the embeddings the mean of the other folds' is subtracted, pairs are compared
/// by angle, and the threshold comes from the other folds. Scores in percent, by the names that records and tables have.
/// </summary>
public static class Verification
{
    public const string Accuracy = "verification accuracy", Deviation = "standard deviation over folds", RocArea = "ROC area";

    /// <summary>The accuracy with the one threshold that is best on the measured pairs themselves.</summary>
    public const string BestThreshold = "accuracy, best threshold";

    /// <summary>The true accept rate at the threshold that lets 1 % of the other folds' different pairs pass.</summary>
    public const string Tar = "TAR at FAR 1 %";

    /// <summary>0, 0.001 … 1: angles over π.</summary>
    private static readonly double[] Thresholds = TenFold.Steps(1001, 0.001);

    /// <summary>The accuracy of one fold, from 0.</summary>
    public static string Fold(int fold) => $"fold {fold + 1}";

    /// <summary>All folds: mean and population standard deviation of their accuracies, and each of them.</summary>
    /// <param name="embeddings">[N, D] at length 1, a row for each of the faces.</param>
    public static IReadOnlyDictionary<string, double> AllFolds(Tensor embeddings, Lfw lfw)
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs(embeddings, lfw);
        var result = TenFold.Measure(pairs, Thresholds);
        var scores = new Dictionary<string, double> { [Accuracy] = result.Accuracy, [Deviation] = result.Deviation };
        AddRates(scores, [.. pairs.Own()], TarAtFar.InFolds(pairs, 1, Thresholds).True);
        foreach (var (fold, accuracy) in result.FoldAccuracies.Index()) scores[Fold(fold)] = accuracy;
        return scores;
    }

    /// <summary>One fold, from 0, with the threshold of the others.</summary>
    /// <inheritdoc cref="AllFolds"/>
    public static IReadOnlyDictionary<string, double> HeldOut(Tensor embeddings, Lfw lfw, int fold)
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs(embeddings, lfw);
        var (others, own) = pairs.Each().ElementAt(fold);
        var scores = new Dictionary<string, double> { [Accuracy] = 100 * own.Accuracy(Thresholds.MaxBy(others.Accuracy)) };
        var distances = pairs.Own().Zip(lfw.Pairs).Where(p => p.Second.Fold == fold).Select(p => p.First).ToList();
        AddRates(scores, distances, 100 * own.TrueAccepts(Thresholds.LastOrDefault(t => others.FalseAccepts(t) <= 0.01)));
        return scores;
    }

    /// <summary>Similarities of the pairs, −angle/π, each as it is measured in its own fold.</summary>
    public static IReadOnlyList<(double Similarity, bool Same)> Similarities(Tensor embeddings, Lfw lfw)
    {
        using var scope = NewDisposeScope();
        return [.. Pairs(embeddings, lfw).Own().Select(p => (-p.Distance, p.Same))];
    }

    private static void AddRates(Dictionary<string, double> scores, IReadOnlyList<(double Distance, bool Same)> pairs, double tar)
    {
        var distances = new PairDistances(pairs);
        scores[BestThreshold] = 100 * Thresholds.Max(distances.Accuracy);
        scores[RocArea] = new RocCurve([.. pairs.Select(p => -p.Distance)], [.. pairs.Select(p => p.Same)]).Area;
        scores[Tar] = tar;
    }

    private static PairFolds Pairs(Tensor embeddings, Lfw lfw)
    {
        var rows = tensor(lfw.Ends.SelectMany(e => (long[])[e.First, e.Second]).ToArray(), dtype: ScalarType.Int64);
        var ends = embeddings.index_select(0, rows).to_type(ScalarType.Float64);
        return PairFolds.Of(ends, [.. lfw.Pairs.Select(p => p.Same)], 2, PairMetric.Angle, subtractMean: true).In([.. lfw.Pairs.Select(p => p.Fold)]);
    }
}
