using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>Scores of sets of orders, each by seed.</summary>
/// <param name="Weighting">How the orders were weighted.</param>
/// <param name="Scores">Set of orders → seed → score in percent.</param>
public sealed record OrderGrid(Weighting Weighting,
    IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> Scores)
{
    /// <summary>Seeds that every set has.</summary>
    public IReadOnlyList<long> Seeds => Scores.Count == 0 ? [] :
        [.. Scores.Values.Select(s => s.Keys).Aggregate((a, b) => a.Intersect(b)).Order()];

    /// <summary><inheritdoc cref="Statistics.Interval95" path="/param[@name='testShare']"/></summary>
    public double TestShare { get; init; }

    public bool Has(string subset) => Scores.ContainsKey(subset);

    /// <summary>Mean score of a set.</summary>
    public double Mean(string subset) => Statistics.Mean([.. Scores[subset].Values]);

    /// <summary>One set minus another, a value for each seed.</summary>
    public double[] Difference(string subset, string other) =>
        [.. Seeds.Select(seed => Scores[subset][seed] - Scores[other][seed])];

    /// <summary>Pairs of sets that differ by one order, which the second has.</summary>
    public IReadOnlyList<(string Without, string With, Order Added)> Steps =>
        [.. from without in Scores.Keys
            from order in Weighting.Orders
            where !without.Contains(order.Letter)
            let with = With(without, order)
            where Has(with)
            select (without, with, order)];

    /// <summary>Pairs of equally many orders where the second has a higher one instead of a lower one.</summary>
    public IReadOnlyList<(string Lower, string Higher)> Swaps =>
        [.. from rest in Weighting.Subsets
            from low in Weighting.Orders.Select((o, i) => (Order: o, Place: i))
            from high in Weighting.Orders.Skip(low.Place + 1)
            where !rest.Contains(low.Order.Letter) && !rest.Contains(high.Letter)
            let pair = (Lower: With(rest, low.Order), Higher: With(rest, high))
            where Has(pair.Lower) && Has(pair.Higher)
            select pair];

    /// <summary>The mean over pairs of second minus first, a value for each seed.</summary>
    public double[] Average(IEnumerable<(string First, string Second)> pairs)
    {
        var differences = pairs.Select(p => Difference(p.Second, p.First)).ToArray();
        return [.. Seeds.Select((_, i) => differences.Average(d => d[i]))];
    }

    private string With(string subset, Order added) =>
        string.Concat(Weighting.Orders.Where(o => o == added || subset.Contains(o.Letter)).Select(o => o.Letter));
}
