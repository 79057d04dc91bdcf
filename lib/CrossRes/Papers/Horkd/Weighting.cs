using System.Globalization;
using CrossRes.Papers.Tuning;

namespace CrossRes.Papers.Horkd;

/// <summary>How heavily each order counts.</summary>
/// <param name="Key">In a row's key; letters, digits and points.</param>
/// <param name="Name">For readers.</param>
/// <param name="Orders">From low to high; at most eight.</param>
public sealed record Weighting(string Key, string Name, IReadOnlyList<Order> Orders)
{
    /// <summary>Equation 8 with its weights 1, 0.02, 0.01, 1 and means over a batch.</summary>
    public static Weighting Published { get; } = new("published", "published weights, means", Order.Published);

    /// <summary>
    /// Orders 2 and 3 with the weights that RepDistiller gives RKD's distances (25) and angles (50): with means over
    /// pairs and triplets, the published factors leave them almost inactive.
    /// </summary>
    public static Weighting Active { get; } = Published.With("active", "orders 2 and 3 with RKD's weights", ("2", 25),
        ("3", 50));

    /// <summary>Equation 8 as it is printed: sums over the batch, and over the dimensions of order 1.</summary>
    public static Weighting Sums { get; } = new("sums", "published weights, sums as printed",
    [
        .. Order.Published.Select(o => o with
        {
            Term = o.Term with
            {
                Options = new Dictionary<string, string>(o.Letter == "1" ? [new("dimensions", "sum")] : [])
                {
                    ["reduction"] = "sum",
                },
            },
        }),
    ]);

    /// <summary>
    /// Orders 2 and 3 at the factor that <c>./repro tune table1</c> chose; null before that, and where it is the
    /// published weight.
    /// </summary>
    public static Weighting? Tuned { get; } = At(WeightChoice.For("table1"));

    /// <summary>All of them that have a name.</summary>
    public static IReadOnlyList<Weighting> All { get; } = [Published, Active, Sums, .. Tuned is null
        ? Array.Empty<Weighting>() : [Tuned]];

    internal static Weighting? At(WeightChoice? choice) => choice?.Tuned(Methods.Our) is { } tuned
        && tuned != Methods.Our
        ? Published.With("tuned", "tuned weights", [.. Published.Orders.Select(o =>
            (o.Letter, tuned.Losses!.First(t => t.Loss == o.Term.Loss).Weight))]) : null;

    /// <summary>The same with other weights for some orders.</summary>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public Weighting With(string key, string name, params (string Letter, double Weight)[] changes)
    {
        if (changes.FirstOrDefault(c => Orders.All(o => o.Letter != c.Letter)) is { Letter: { } unknown })
            throw new ArgumentException(
                $"there is no order {unknown}; there are {string.Join(", ", Orders.Select(o => o.Letter))}");
        return new(key, name,
            [.. Orders.Select(o => changes.FirstOrDefault(c => c.Letter == o.Letter) is { Letter: not null } change
            ? o with { Term = o.Term with { Weight = change.Weight } } : o)]);
    }

    /// <summary>Every set of orders, written as its letters from low to high: none first, all last.</summary>
    public IReadOnlyList<string> Subsets =>
        [.. Enumerable.Range(0, 1 << Orders.Count)
            .Select(bits => string.Concat(Orders.Where((_, i) => (bits >> i & 1) == 1).Select(o => o.Letter)))
            .OrderBy(s => s.Length).ThenBy(s => string.Concat(s.Select(c => (char)Place(c))), StringComparer.Ordinal)];

    /// <summary>The orders of a set, from low to high.</summary>
    /// <exception cref="ArgumentException">A letter is unknown or stands twice.</exception>
    public IReadOnlyList<Order> For(string subset)
    {
        if (subset.FirstOrDefault(c => Place(c) < 0 || subset.Count(other => other == c) > 1) is not '\0' and var wrong)
            throw new ArgumentException(
                $"{subset} is no set of orders: "
                    + $"{(Place(wrong) < 0 ? $"there is no order {wrong}" : $"{wrong} stands twice")}; "
                + $"write letters of {string.Concat(Orders.Select(o => o.Letter))}, such as 12C, or none");
        return [.. Orders.Where(o => subset.Contains(o.Letter))];
    }

    /// <summary><c>1, 0.02, 0.01, 1</c></summary>
    public string Weights =>
        string.Join(", ", Orders.Select(o => o.Term.Weight.ToString(CultureInfo.InvariantCulture)));

    private int Place(char letter) =>
        Enumerable.Range(0, Orders.Count).FirstOrDefault(i => Orders[i].Letter[0] == letter, -1);
}
