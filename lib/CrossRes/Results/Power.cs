using System.Collections.Concurrent;

namespace CrossRes.Results;

/// <summary>
/// What Student's paired t test of n differences can see: its power is P(|T| > t) of the noncentral t distribution with
/// n − 1 degrees of freedom and noncentrality δ / (σ √(1/n + share)), t the two-sided point of the central one (Cohen,
/// Statistical Power Analysis for the Behavioral Sciences, 1988, section 2.3; the distribution as in Johnson, Kotz and
/// Balakrishnan, Continuous Univariate Distributions 2, 1995, chapter 31).
/// </summary>
public static class Power
{
    /// <summary>The usual power, and the chance of a false alarm of one two-sided test.</summary>
    public const double Usual = 0.8, Level = 0.05;

    /// <summary>The chance that a true difference is seen.</summary>
    /// <param name="difference">The true mean difference δ.</param>
    /// <param name="std">Standard deviation σ of the paired differences, in the same unit, above 0.</param>
    /// <param name="count">Pairs n, at least 2.</param>
    /// <param name="testShare"><inheritdoc cref="Statistics.Interval95" path="/param[@name='testShare']"/></param>
    /// <param name="level">Chance of a false alarm of the test; of m tests that are corrected, 0.05 / m is what a
    /// single true difference among them has to pass.</param>
    public static double ToSee(double difference, double std, int count, double testShare = 0, double level = Level) =>
        NoncentralT.Outside(StudentT.TwoSidedPoint(count - 1, 1 - level), count - 1,
            Math.Abs(difference) / (std * Statistics.Spread(count, testShare)));

    /// <summary>The smallest true difference that n pairs show with a power of 80 %.</summary>
    /// <inheritdoc cref="ToSee" path="/param"/>
    public static double SmallestDifference(double std, int count, double testShare = 0, double level = Level) =>
        Seen.GetOrAdd((count, level), test => Noncentrality(test.Count, test.Level)) * std
            * Statistics.Spread(count, testShare);

    // a search of a hundred integrals, and the tables ask for a few counts and levels again and again
    private static readonly ConcurrentDictionary<(int Count, double Level), double> Seen = new();

    /// <summary>The smallest that a test shows with a power of 80 %.</summary>
    private static double Noncentrality(int count, double level)
    {
        var point = StudentT.TwoSidedPoint(count - 1, 1 - level);
        double low = 0, high = 1;
        while (NoncentralT.Outside(point, count - 1, high) < Usual) high *= 2;
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            if (NoncentralT.Outside(point, count - 1, middle) < Usual) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>The fewest pairs that show a true difference with a power of 80 %; null above <paramref name="most"/>.
    /// </summary>
    /// <param name="most">As many as there can be.</param>
    /// <inheritdoc cref="ToSee" path="/param"/>
    public static int? Pairs(double difference, double std, double testShare = 0, int most = 1000)
    {
        if (ToSee(difference, std, most, testShare) < Usual) return null;
        var (few, many) = (1, most); // few are too few, many are enough
        while (many - few > 1)
            if ((few + many) / 2 is var count && ToSee(difference, std, count, testShare) < Usual) few = count;
            else many = count;
        return many;
    }
}

/// <summary>Student's t distribution around a mean that is not 0.</summary>
internal static class NoncentralT
{
    private const int Steps = 2000;

    /// <summary>
    /// P(|T| > t), T = (Z + λ) / W with Z normal and W² = χ²/ν: the mean of Φ(λ − t w) + Φ(−λ − t w) over the density
    /// of W, which is proportional to w^(ν − 1) exp(−ν w² / 2); both integrals by Simpson's rule.
    /// </summary>
    internal static double Outside(double t, int freedom, double noncentrality)
    {
        // W lies about √(1 − 1/ν), with a standard deviation below 1/√(2ν)
        var spread = 9 / Math.Sqrt(2.0 * freedom);
        var (from, to) = (Math.Max(0, 1 - spread), 1 + spread);
        double sum = 0, all = 0;
        for (var step = 0; step <= Steps; step++)
        {
            var w = from + (to - from) * step / Steps;
            var density = (step is 0 or Steps ? 1 : step % 2 == 1 ? 4 : 2)
                * Math.Exp((freedom - 1) * (w > 0 ? Math.Log(w) : freedom > 1 ? double.NegativeInfinity : 0)
                    - freedom * (w * w - 1) / 2);
            all += density;
            sum += density * (Normal(noncentrality - t * w) + Normal(-noncentrality - t * w));
        }
        return sum / all;
    }

    /// <summary>
    /// Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …), Marsaglia, Journal of Statistical Software 11, 2004.
    /// </summary>
    internal static double Normal(double x)
    {
        if (Math.Abs(x) > 8) return x > 0 ? 1 : 0; // within 1e-15
        double sum = x, term = x, before = 0;
        for (var i = 3; sum != before; i += 2)
        {
            before = sum;
            sum += term *= x * x / i;
        }
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
