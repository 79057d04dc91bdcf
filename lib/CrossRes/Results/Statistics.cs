namespace CrossRes.Results;

/// <summary>A range of values.</summary>
public readonly record struct Interval(double Lower, double Upper);

/// <summary>Differences between two methods that share their seeds.</summary>
/// <param name="Count">Number of shared seeds.</param>
/// <param name="Mean">Mean of first minus second.</param>
/// <param name="SampleStd">Sample standard deviation of the differences.</param>
/// <param name="Interval95">Student-t interval of the mean difference.</param>
/// <param name="P">Two-sided p of Student's paired t test that the mean is 0.</param>
public sealed record PairedDifference(int Count, double Mean, double SampleStd, Interval Interval95, double P);

/// <summary>Summaries of a handful of repeated measurements.</summary>
public static class Statistics
{
    /// <summary>Arithmetic mean; exact when all values are equal.</summary>
    public static double Mean(IReadOnlyList<double> values)
    {
        RequireAtLeast(1, values.Count);
        var origin = values[0];
        return origin + values.Sum(v => v - origin) / values.Count;
    }

    /// <summary>√(Σ(x − mean)² / (n − 1)), n ≥ 2.</summary>
    public static double SampleStd(IReadOnlyList<double> values)
    {
        RequireAtLeast(2, values.Count);
        var mean = Mean(values);
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    /// <summary>mean ± t · std · √(1/n + share) with the two-sided 95 % point of Student's t, n ≥ 2.</summary>
    /// <param name="testShare">
    /// Test per training image where the values are of held-out folds of one set, whose trainings share images (Nadeau
    /// and Bengio, Machine Learning 52, 2003, the corrected resampled t test); 0 where the values are independent.
    /// </param>
    public static Interval Interval95(IReadOnlyList<double> values, double testShare = 0)
    {
        var half = StudentT.TwoSidedPoint(values.Count - 1) * SampleStd(values) * Spread(values.Count, testShare);
        return new Interval(Mean(values) - half, Mean(values) + half);
    }

    /// <summary>Differences of pairs, one for each seed; at least two.</summary>
    /// <param name="testShare"><inheritdoc cref="Interval95" path="/param[@name='testShare']"/></param>
    public static PairedDifference Paired(IReadOnlyList<double> differences, double testShare = 0)
    {
        var (mean, std) = (Mean(differences), SampleStd(differences));
        var p = std > 0 ? 1 - StudentT.Inside(Math.Abs(mean) / (std * Spread(differences.Count, testShare)),
            differences.Count - 1) : mean == 0 ? 1 : 0;
        return new PairedDifference(differences.Count, mean, std, Interval95(differences, testShare), p);
    }

    /// <summary>
    /// p values corrected for their number by Holm's step-down method: rejecting where the corrected value is below α
    /// keeps the chance of any false rejection among them below α.
    /// </summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        var (corrected, running) = (new double[p.Count], 0.0);
        var ranked = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToArray();
        for (var rank = 0; rank < ranked.Length; rank++)
            corrected[ranked[rank]] = running = Math.Max(running, Math.Min(1, (p.Count - rank) * p[ranked[rank]]));
        return corrected;
    }

    /// <summary>Of the mean: std · √(1/n + share), n ≥ 2.</summary>
    internal static double StandardError(IReadOnlyList<double> values, double testShare) =>
        SampleStd(values) * Spread(values.Count, testShare);

    /// <summary>Standard deviation of the mean of n values with standard deviation 1.</summary>
    internal static double Spread(int count, double testShare) => Math.Sqrt(1.0 / count + testShare);

    private static void RequireAtLeast(int needed, int count)
    {
        if (count < needed)
            throw new ArgumentException($"{needed} values are needed, there are {count}.");
    }
}

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
internal static class StudentT
{
    /// <returns>t with P(|T| ≤ t) = <paramref name="probability"/>.</returns>
    public static double TwoSidedPoint(int freedom, double probability = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        double low = 0, high = 1;
        while (Inside(high, freedom) < probability)
            high *= 2;
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Inside(middle, freedom) < probability)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>P(|T| ≤ t), the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4.</summary>
    internal static double Inside(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        double sine = Math.Sin(angle), cosine = Math.Cos(angle);
        var odd = freedom % 2 == 1;
        double sum = 0, term = odd ? cosine : 1;
        for (var power = odd ? 1 : 0; power <= freedom - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
