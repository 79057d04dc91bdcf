using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// Face verification by LFW's protocol as FaceNet's and InsightFace's evaluators have it: squared distances of
/// embeddings of length 1, and for each fold the threshold that is best on the others. Scores in percent, by the names
/// that records
/// and tables have.
/// </summary>
public static class Verification
{
    public const string Accuracy = "verification accuracy", Deviation = "standard deviation over folds",
    RocArea = "ROC area";

    /// <summary>
    /// The accuracy by angle after the mean embedding of the other folds is subtracted (FaceNet's option): kinder to
    /// networks that see images unlike those they learned from.
    /// </summary>
    public const string Centred = "accuracy, mean subtracted";

    /// <summary>The accuracy with the one threshold that is best on the measured pairs themselves.</summary>
    public const string BestThreshold = "accuracy, best threshold";

    /// <summary>The true accept rate at the threshold that lets 1 % of the other folds' different pairs pass.</summary>
    public const string Tar = "TAR at FAR 1 %";

    /// <summary>0, 0.001 … 1: angles over π.</summary>
    private static readonly double[] Angles = TenFold.Steps(1001, 0.001);

    /// <summary>The score of one fold, from 0, in the record of a network that was tested on all.</summary>
    public static string Fold(int fold, string score = Accuracy) => $"fold {fold + 1}, {score}";

    /// <summary>All folds: mean and population standard deviation of their accuracies, and each of them.</summary>
    /// <param name="embeddings">[N, D] at length 1, a row for each of the faces.</param>
    public static IReadOnlyDictionary<string, double> AllFolds(Tensor embeddings, Lfw lfw)
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs(embeddings, lfw);
        var (result, centred) = (TenFold.Measure(pairs), TenFold.Measure(CentredPairs(embeddings, lfw), Angles));
        var scores = new Dictionary<string, double>
        {
            [Accuracy] = result.Accuracy, [Deviation] = result.Deviation, [Centred] = centred.Accuracy,
        };
        AddRates(scores, pairs.Own(), TarAtFar.InFolds(pairs, 0.01).True);
        for (var fold = 0; fold < result.FoldAccuracies.Length; fold++)
        {
            scores[Fold(fold)] = result.FoldAccuracies[fold];
            scores[Fold(fold, Centred)] = centred.FoldAccuracies[fold];
        }
        return scores;
    }

    /// <summary>One fold, from 0, with the threshold of the others.</summary>
    /// <inheritdoc cref="AllFolds"/>
    public static IReadOnlyDictionary<string, double> HeldOut(Tensor embeddings, Lfw lfw, int fold)
    {
        using var scope = NewDisposeScope();
        var pairs = Pairs(embeddings, lfw);
        var place = lfw.Pairs.Select(p => p.Fold).Distinct().ToList().IndexOf(fold);
        if (place < 0) throw new ArgumentException($"no pair of fold {fold + 1} is left", nameof(fold));
        var (others, own) = pairs.Each().ElementAt(place);
        var (othersCentred, ownCentred) = CentredPairs(embeddings, lfw).Each().ElementAt(place);
        var scores = new Dictionary<string, double>
        {
            [Accuracy] = 100 * own.Accuracy(TenFold.Thresholds.MaxBy(others.Accuracy)),
            [Centred] = 100 * ownCentred.Accuracy(Angles.MaxBy(othersCentred.Accuracy)),
        };
        var measured = pairs.Own().Zip(lfw.Pairs).Where(p => p.Second.Fold == fold).Select(p => p.First).ToList();
        AddRates(scores, measured,
            100 * own.TrueAccepts(TarAtFar.Thresholds.LastOrDefault(t => others.FalseAccepts(t) <= 0.01)));
        return scores;
    }

    /// <summary><see cref="BestThreshold"/> of all pairs.</summary>
    public static double Best(Tensor embeddings, Lfw lfw)
    {
        using var scope = NewDisposeScope();
        return 100 * TenFold.Thresholds.Max(
            new PairDistances(PairFolds.Split(Ends(embeddings, lfw), Same(lfw), 2).Own()).Accuracy);
    }

    /// <summary>Cosine of each pair.</summary>
    public static IReadOnlyList<(double Similarity, bool Same)> Similarities(Tensor embeddings, Lfw lfw)
    {
        using var scope = NewDisposeScope();
        return [.. Pairs(embeddings, lfw).Own().Select(p => (1 - p.Distance / 2, p.Same))];
    }

    private static void AddRates(Dictionary<string, double> scores, IReadOnlyList<(double Distance, bool Same)> pairs,
        double tar)
    {
        var distances = new PairDistances(pairs);
        scores[BestThreshold] = 100 * TenFold.Thresholds.Max(distances.Accuracy);
        scores[RocArea] = new RocCurve([.. pairs.Select(p => -p.Distance)], [.. pairs.Select(p => p.Same)]).Area;
        scores[Tar] = tar;
    }

    private static PairFolds Pairs(Tensor embeddings, Lfw lfw) =>
        Folds(PairFolds.Split(Ends(embeddings, lfw), Same(lfw), 2), lfw);

    private static PairFolds CentredPairs(Tensor embeddings, Lfw lfw) =>
        Folds(PairFolds.Split(Ends(embeddings, lfw), Same(lfw), 2, PairMetric.Angle, subtractMean: true), lfw);

    private static Tensor Ends(Tensor embeddings, Lfw lfw) =>
        embeddings.index_select(0, tensor(lfw.Ends.SelectMany(e => (long[])[e.First, e.Second]).ToArray(),
            dtype: ScalarType.Int64)).to_type(ScalarType.Float64);

    private static bool[] Same(Lfw lfw) => [.. lfw.Pairs.Select(p => p.Same)];

    private static PairFolds Folds(PairFolds pairs, Lfw lfw) => pairs.In([.. lfw.Pairs.Select(p => p.Fold)]);
}
