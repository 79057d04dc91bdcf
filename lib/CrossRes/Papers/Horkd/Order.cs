using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>One order of relational knowledge, and how a recipe weighs it.</summary>
/// <param name="Letter">One character: 1, 2, 3, C, or that of an order of your own.</param>
/// <param name="Term">Its loss, weight and options.</param>
public sealed record Order(string Letter, LossTerm Term)
{
    /// <summary>
    /// HORKD's four, from low to high, with the published weights (eq. 8). Order 1 is a mean over the embedding's
    /// dimensions: with their sum and weight 1, VGG11 falls to chance at Table 1's learning rate.
    /// </summary>
    public static IReadOnlyList<Order> Published { get; } =
    [
        new("1", new("horkd.1", 1, new Dictionary<string, string> { ["dimensions"] = "mean" })),
        new("2", new("horkd.2", 0.02)), new("3", new("horkd.3", 0.01)), new("C", new("horkd.C", 1)),
    ];
}
