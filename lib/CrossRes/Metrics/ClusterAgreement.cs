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

/// <summary>How many images each pair of label and cluster shares.</summary>
internal sealed class Contingency
{
    private readonly int total;
    private readonly IReadOnlyList<(int Row, int Column, int Count)> cells;

    internal Contingency(ReadOnlySpan<long> labels, ReadOnlySpan<long> clusters)
    {
        if (labels.Length != clusters.Length || labels.Length == 0)
            throw new ArgumentException(
                $"agreement needs one cluster per label, not {clusters.Length} for {labels.Length}");
        total = labels.Length;
        var pairs = labels.ToArray().Zip(clusters.ToArray()).ToArray();
        var (rows, columns) = (Numbered(pairs.Select(p => p.First)), Numbered(pairs.Select(p => p.Second)));
        cells = [.. pairs.CountBy(p => p).Select(c => (rows[c.Key.First], columns[c.Key.Second], c.Value))];
        (Rows, Columns) = (new int[rows.Count], new int[columns.Count]);
        foreach (var (row, column, count) in cells)
        {
            Rows[row] += count;
            Columns[column] += count;
        }
    }

    /// <summary>Images of each label.</summary>
    internal int[] Rows { get; }

    /// <summary>Images of each cluster.</summary>
    internal int[] Columns { get; }

    internal double MutualInformation() =>
        Math.Max(0, cells.Sum(c =>
            (double)c.Count / total * Math.Log((double)total * c.Count / ((double)Rows[c.Row] * Columns[c.Column]))));

    /// <summary>The mean of the entropies of labels and of clusters.</summary>
    internal double Entropy(EntropyMean mean)
    {
        var (a, b) = (Entropy(Rows), Entropy(Columns));
        return mean switch
        {
            EntropyMean.Geometric => Math.Sqrt(a * b),
            EntropyMean.Min => Math.Min(a, b),
            EntropyMean.Max => Math.Max(a, b),
            _ => (a + b) / 2,
        };
    }

    /// <summary>
    /// Mutual information to be expected when the clusters are dealt at random, their sizes kept (hypergeometric).
    /// </summary>
    internal double ExpectedInformation()
    {
        var logFactorial = new double[total + 1];
        for (var i = 2; i <= total; i++)
            logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        // equal sizes give equal terms
        return (from row in Rows.CountBy(size => size)
                from column in Columns.CountBy(size => size)
                select (double)row.Value * column.Value * Term(row.Key, column.Key)).Sum();

        double Term(int a, int b)
        {
            var sum = 0.0;
            for (var n = Math.Max(1, a + b - total); n <= Math.Min(a, b); n++)
            {
                var logChance = logFactorial[a] + logFactorial[b] + logFactorial[total - a] + logFactorial[total - b]
                    - logFactorial[total] - logFactorial[n] - logFactorial[a - n] - logFactorial[b - n]
                        - logFactorial[total - a - b + n];
                sum += (double)n / total * Math.Log((double)total * n / ((double)a * b)) * Math.Exp(logChance);
            }
            return sum;
        }
    }

    private double Entropy(int[] sizes) => -sizes.Sum(n => (double)n / total * Math.Log((double)n / total));

    private static Dictionary<long, int> Numbered(IEnumerable<long> names) =>
        names.Distinct().Select((name, number) => (name, number)).ToDictionary(p => p.name, p => p.number);
}
