namespace CrossRes.Metrics;

/// <summary>Outcome of a verification in folds; rates in percent.</summary>
/// <param name="Accuracy">Mean over the folds.</param>
/// <param name="Deviation">Population standard deviation over the folds.</param>
/// <param name="FoldAccuracies">Of each fold.</param>
/// <param name="FoldThresholds">What each fold was measured with.</param>
/// <param name="TrueAccepts">At each threshold, mean over the folds.</param>
/// <param name="FalseAccepts">At each threshold, mean over the folds.</param>
public sealed record TenFoldResult(
    double Accuracy, double Deviation, double[] FoldAccuracies, double[] FoldThresholds, double[] TrueAccepts,
    double[] FalseAccepts);

/// <summary>
/// LFW's protocol (Huang et al. 2007): in each fold pairs closer than a threshold count as the same identity; the
/// threshold is the smallest of those with the highest accuracy on the other folds. After FaceNet and InsightFace.
/// </summary>
public static class TenFold
{
    /// <summary>0, 0.01 … 3.99: squared distances of embeddings of length 1.</summary>
    public static double[] Thresholds { get; } = Steps(400, 0.01);

    /// <param name="pairs">In the protocol's order.</param>
    /// <param name="thresholds">Rising; null: <see cref="Thresholds"/>.</param>
    public static TenFoldResult Measure(PairFolds pairs, double[]? thresholds = null)
    {
        thresholds ??= Thresholds;
        var folds = pairs.Each().Select(fold => (Threshold: thresholds.MaxBy(fold.Others.Accuracy), fold.Own))
            .ToArray();
        double[] accuracies = [.. folds.Select(f => 100 * f.Own.Accuracy(f.Threshold))];
        return new(
            accuracies.Average(), Deviation(accuracies), accuracies, [.. folds.Select(f => f.Threshold)],
            [.. thresholds.Select(t => 100 * folds.Average(f => f.Own.TrueAccepts(t)))],
            [.. thresholds.Select(t => 100 * folds.Average(f => f.Own.FalseAccepts(t)))]);
    }

    internal static double[] Steps(int count, double step) => [.. Enumerable.Range(0, count).Select(k => k * step)];

    internal static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
