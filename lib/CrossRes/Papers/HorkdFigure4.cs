using CrossRes.Models;

namespace CrossRes.Papers;

/// <summary>
/// HORKD, Figure 4: which orders of relational knowledge help. The paper shows it on faces without a number; here on any
/// of <see cref="Bases"/>, with all sets of orders under two weightings, and the sensitivity to each weight.
/// </summary>
public static class HorkdFigure4
{
    private static readonly double[] Factors = [0.1, 10, 100];

    /// <summary>Data sets with a recipe to add orders to: network and resolution → the student without relations.</summary>
    public static IReadOnlyDictionary<string, Func<string, int, SweepBase>> Bases { get; } = new Dictionary<string, Func<string, int, SweepBase>>
    {
        ["cifar100"] = (network, resolution) => new(
            $"{network} at {resolution}×{resolution}", resolution, s => HorkdRecipes.Alone(s, network, resolution), HorkdTable1.Teacher, HorkdRecipes.Provenance),
    };

    /// <summary>All sets under the published and the active weighting, and each published weight ×0.1, ×10 and ×100.</summary>
    public static OrderSweep Sweep(SweepBase student) => new(student,
    [
        new(Weighting.Published, Weighting.Published.Subsets),
        new(Weighting.Active, Weighting.Active.Subsets),
        .. from order in Order.Published
           from factor in Factors
           select new SweepPart(Changed(order, factor), [Weighting.Published.Subsets[^1]]),
    ]);

    public static Experiment Experiment { get; } =
        Sweep(Student("cifar100", "resnet18", 16)).As("figure4", "HORKD Figure 4: loss orders, CIFAR-100");

    /// <summary>A student to add orders to.</summary>
    /// <exception cref="ArgumentException">There is no recipe for the data set, or no such network.</exception>
    public static SweepBase Student(string dataset, string network, int resolution)
    {
        if (!Bases.TryGetValue(dataset, out var create))
            throw new ArgumentException($"no loss orders on {dataset}; there are {string.Join(", ", Bases.Keys)}");
        if (!ModelZoo.Names.Contains(network))
            throw new ArgumentException($"no network is called {network}; there are {string.Join(", ", ModelZoo.Names)}");
        return create(network, resolution);
    }

    private static Weighting Changed(Order order, double factor) =>
        Weighting.Published.With(FormattableString.Invariant($"{order.Letter}x{factor}"), FormattableString.Invariant($"published weights, order {order.Letter} × {factor}"),
            (order.Letter, order.Term.Weight * factor));
}
