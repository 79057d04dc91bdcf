namespace CrossRes.Metrics;

/// <summary>A true accept rate, and the false accept rate that it was measured at; percent.</summary>
public sealed record AcceptRates(double True, double False, double Deviation = 0);

/// <summary>True accept rate at a wanted false accept rate.</summary>
public static class TarAtFar
{
    /// <summary>0, 0.001 … 3.999: squared distances of embeddings of length 1.</summary>
    public static double[] Thresholds { get; } = TenFold.Steps(4000, 0.001);

    /// <summary>
    /// In folds, as on LFW: the threshold with the wanted rate on the other folds, between two thresholds by linear
    /// interpolation; 0 where they never reach it, or exceed it from the first threshold on. Means over the folds, and
    /// the standard deviation of the true accept rate.
    /// </summary>
    /// <param name="pairs">In the protocol's order.</param>
    /// <param name="target">Wanted false accept rate, 0 … 1: as a share, since a percentage of it may round past a rate
    /// that it ties with.</param>
    /// <param name="thresholds">Rising from 0; null: <see cref="Thresholds"/>.</param>
    public static AcceptRates InFolds(PairFolds pairs, double target, double[]? thresholds = null)
    {
        thresholds ??= Thresholds;
        var folds = pairs.Each().Select(fold =>
        {
            var threshold = ThresholdFor(target, [.. thresholds.Select(fold.Others.FalseAccepts)], thresholds);
            return (True: 100 * fold.Own.TrueAccepts(threshold), False: 100 * fold.Own.FalseAccepts(threshold));
        }).ToArray();
        double[] rates = [.. folds.Select(f => f.True)];
        return new(rates.Average(), folds.Average(f => f.False), TenFold.Deviation(rates));
    }

    private static double ThresholdFor(double target, double[] rates, double[] thresholds)
    {
        var below = Array.FindLastIndex(rates, rate => rate <= target);
        if (rates[^1] < target || below < 0)
            return 0;
        return rates[below] == target
            ? thresholds[below]
            : thresholds[below] + (target - rates[below]) / (rates[below + 1] - rates[below]) * (
                thresholds[below + 1] - thresholds[below]);
    }
}
