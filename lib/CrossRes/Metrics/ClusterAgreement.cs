namespace CrossRes.Metrics;

/// <summary>Which mean of the two entropies mutual information is divided by.</summary>
public enum EntropyMean { Arithmetic, Geometric, Min, Max }

/// <summary>
/// Agreement of a clustering with labels by mutual information, each entropy in nats (Vinh et al. 2010).
/// </summary>
public static class ClusterAgreement
{
    // what rounding leaves of 0
    private const double Noise = 2.220446049250313e-16;

    /// <summary>
    /// Mutual information over a mean of the two entropies, 0 … 1; 1 where both put everything into one group.
    /// </summary>
    /// <exception cref="ArgumentException">There are no images, or not one cluster per label.</exception>
    public static double Normalized(ReadOnlySpan<long> labels, ReadOnlySpan<long> clusters,
        EntropyMean mean = EntropyMean.Arithmetic)
    {
        var table = new Contingency(labels, clusters);
        if (table.Rows.Length == table.Columns.Length && table.Rows.Length == 1)
            return 1;
        var mutual = table.MutualInformation();
        return mutual == 0 ? 0 : mutual / table.Entropy(mean);
    }

    /// <summary>
    /// As <see cref="Normalized"/> less what chance would give: 1 at most, 0 expected of random clusters.
    /// </summary>
    /// <inheritdoc cref="Normalized"/>
    public static double Adjusted(ReadOnlySpan<long> labels, ReadOnlySpan<long> clusters,
        EntropyMean mean = EntropyMean.Arithmetic)
    {
        var table = new Contingency(labels, clusters);
        var trivial = table.Rows.Length == table.Columns.Length
            && (table.Rows.Length == 1 || table.Rows.Length == labels.Length);
        if (trivial)
            return 1;
        var (mutual, expected, entropy) = (table.MutualInformation(), table.ExpectedInformation(), table.Entropy(mean));
        var range = entropy - expected;
        return (mutual - expected) / (Math.Abs(range) < Noise ? Math.CopySign(Noise, range) : range);
    }
}
