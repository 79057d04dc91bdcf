namespace CrossRes.Metrics;

/// <summary>Distances of pairs of the same and of different identity, ready to be compared with thresholds.</summary>
internal sealed class PairDistances
{
    private readonly double[] same, different;

    internal PairDistances(IEnumerable<(double Distance, bool Same)> pairs)
    {
        var kinds = pairs.ToLookup(p => p.Same, p => p.Distance);
        (same, different) = ([.. kinds[true].Order()], [.. kinds[false].Order()]);
    }

    /// <summary>
    /// Share of same pairs at a distance below the threshold: the true accept rate; 0 without such pairs.
    /// </summary>
    internal double TrueAccepts(double threshold) => Share(same, threshold);

    /// <summary>
    /// Share of different pairs at a distance below the threshold: the false accept rate; 0 without such pairs.
    /// </summary>
    internal double FalseAccepts(double threshold) => Share(different, threshold);

    /// <summary>Share of pairs that the threshold puts on the right side.</summary>
    internal double Accuracy(double threshold) =>
        (Below(same, threshold) + different.Length - Below(different, threshold)) / (double)(same.Length
            + different.Length);

    private static double Share(double[] sorted, double threshold) =>
        sorted.Length == 0 ? 0 : Below(sorted, threshold) / (double)sorted.Length;

    private static int Below(double[] sorted, double threshold)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < threshold ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
