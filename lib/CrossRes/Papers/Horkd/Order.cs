using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>One order of relational knowledge, and how a recipe weighs it.</summary>
/// <param name="Letter">One character: 1, 2, 3, C, or that of an order of your own.</param>
/// <param name="Term">Its loss, weight and options.</param>
public sealed record Order(string Letter, LossTerm Term)
{
    /// <summary>HORKD's four, from low to high, with the published weights (eq. 8).</summary>
    public static IReadOnlyList<Order> Published { get; } =
        [.. HorkdOrders.Published.Select(term => new Order(term.Loss[^1..], term))];
}
