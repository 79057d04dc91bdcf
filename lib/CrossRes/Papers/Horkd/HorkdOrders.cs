using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD's eq. 8: its four orders and their published weights, the one place where they stand.</summary>
internal static class HorkdOrders
{
    /// <summary>
    /// Order 1 as a mean over the embedding's dimensions: with their sum and weight 1, VGG11 falls to chance at Table
    /// 1's learning rate.
    /// </summary>
    internal static IReadOnlyList<LossTerm> Published { get; } = With(Option("dimensions", "mean"));

    /// <summary>Order 1 compares directions, since verification does.</summary>
    internal static IReadOnlyList<LossTerm> Directions { get; } = With(Option("distance", "cosine"));

    /// <summary>Order 1 as its registry entry has it, for metric learning.</summary>
    internal static IReadOnlyList<LossTerm> Plain { get; } = With(null);

    /// <summary>The published orders beside cross-entropy.</summary>
    internal static IReadOnlyList<LossTerm> BesideLabels { get; } = [new("ce", 1), .. Published];

    /// <summary>The same term, with order 1 comparing directions.</summary>
    internal static LossTerm ByDirection(LossTerm term) => term.Loss != Published[0].Loss ? term : term with
    {
        Options =
        new Dictionary<string, string>((term.Options ?? Option("distance", "cosine")).Where(o => o.Key != "dimensions"))
        {
            ["distance"] = "cosine",
        },
    };

    private static LossTerm[] With(IReadOnlyDictionary<string, string>? first) =>
        [new("horkd.1", 1, first), new("horkd.2", 0.02), new("horkd.3", 0.01), new("horkd.C", 1)];

    private static Dictionary<string, string> Option(string name, string value) => new() { [name] = value };
}

/// <summary>One order of relational knowledge, and how a recipe weighs it.</summary>
/// <param name="Letter">One character: 1, 2, 3, C, or that of an order of your own.</param>
/// <param name="Term">Its loss, weight and options.</param>
public sealed record Order(string Letter, LossTerm Term)
{
    /// <summary>HORKD's four, from low to high, with the published weights (eq. 8).</summary>
    public static IReadOnlyList<Order> Published { get; } =
        [.. HorkdOrders.Published.Select(term => new Order(term.Loss[^1..], term))];
}
