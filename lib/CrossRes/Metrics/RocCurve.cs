namespace CrossRes.Metrics;

/// <summary>
/// Receiver operating characteristic of scores: higher is more similar. As scikit-learn draws it, points on a straight
/// line between their neighbours are left out.
/// </summary>
public sealed class RocCurve
{
    private readonly (double True, double False)[] shares;

    /// <param name="scores">Of each pair.</param>
    /// <param name="same">Whether the pair shows one identity; both kinds must occur.</param>
    /// <exception cref="ArgumentException">Lengths differ, a kind is missing, or a score is not a number.</exception>
    public RocCurve(double[] scores, bool[] same)
    {
        var (positives, negatives) = (same.Count(s => s), same.Count(s => !s));
        if (scores.Length != same.Length || positives == 0 || negatives == 0 || scores.Any(double.IsNaN))
            throw new ArgumentException(
                $"a ROC curve needs a number for each pair, and pairs of both kinds: {scores.Length} scores, "
                    + $"{positives} same, {negatives} different");
        var counts = new List<(int Same, int Different)>();
        var (accepted, wrong) = (0, 0);
        foreach (var level in scores.Zip(same).GroupBy(p => p.First).OrderByDescending(g => g.Key))
        {
            accepted += level.Count(p => p.Second);
            wrong += level.Count(p => !p.Second);
            counts.Add((accepted, wrong));
        }
        shares = [(0, 0), .. counts.Where((_, i) => IsCorner(counts, i)).Select(c =>
            ((double)c.Same / positives, (double)c.Different / negatives))];
        Points = [.. shares.Select(s => new AcceptRates(100 * s.True, 100 * s.False))];
    }

    /// <summary>From (0, 0) to (100, 100).</summary>
    public IReadOnlyList<AcceptRates> Points { get; }

    /// <summary>
    /// Area under the curve, percent: how often a pair of the same identity has the higher score; 50 by chance.
    /// </summary>
    public double Area => Points.Zip(Points.Skip(1), (a, b) => (b.False - a.False) * (a.True + b.True) / 200).Sum();

    /// <summary>
    /// The point whose false accept rate is nearest to the target; of several the last, with the highest rates, whether
    /// they share that rate or lie on both sides. No interpolation, as IJB-C tables have it.
    /// </summary>
    /// <param name="target">0 … 1: as a share, since percentages round and would decide ties.</param>
    public AcceptRates Nearest(double target)
    {
        var nearest = shares.Min(s => Math.Abs(s.False - target));
        return Points[Array.FindLastIndex(shares, s => Math.Abs(s.False - target) == nearest)];
    }

    private static bool IsCorner(List<(int Same, int Different)> counts, int i) =>
        i == 0 || i == counts.Count - 1
        || counts[i + 1].Same - 2 * counts[i].Same + counts[i - 1].Same != 0
        || counts[i + 1].Different - 2 * counts[i].Different + counts[i - 1].Different != 0;
}
