namespace CrossRes.Results;

/// <summary>A range of values.</summary>
public readonly record struct Interval(double Lower, double Upper);

/// <summary>Differences between two methods that share their seeds.</summary>
/// <param name="Count">Number of shared seeds.</param>
/// <param name="Mean">Mean of first minus second.</param>
/// <param name="SampleStd">Sample standard deviation of the differences.</param>
/// <param name="Interval95">Student-t interval of the mean difference.</param>
public sealed record PairedDifference(int Count, double Mean, double SampleStd, Interval Interval95);

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

    /// <summary>mean ± t · std / √n with the two-sided 95 % point of Student's t, n ≥ 2.</summary>
    public static Interval Interval95(IReadOnlyList<double> values)
    {
        var half = StudentT.TwoSidedPoint(values.Count - 1) * SampleStd(values) / Math.Sqrt(values.Count);
        return new Interval(Mean(values) - half, Mean(values) + half);
    }

    /// <summary>First minus second, over the seeds that both have; at least two.</summary>
    /// <param name="first">Seed → value.</param>
    /// <param name="second">Seed → value.</param>
    public static PairedDifference Paired(
        IReadOnlyDictionary<long, double> first, IReadOnlyDictionary<long, double> second)
    {
        double[] differences = [.. first.Keys.Where(second.ContainsKey).Order().Select(seed => first[seed] - second[seed])];
        return new PairedDifference(differences.Length, Mean(differences), SampleStd(differences), Interval95(differences));
    }

    private static void RequireAtLeast(int needed, int count)
    {
        if (count < needed)
            throw new ArgumentException($"{needed} values are needed, there are {count}.");
    }
}
