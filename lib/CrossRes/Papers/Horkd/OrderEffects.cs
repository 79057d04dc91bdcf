using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// The power set of orders as what it is, a 2ᵏ factorial experiment: each order's main effect over all sets, and how
/// two orders change each other's (Montgomery, Design and Analysis of Experiments, chapter 6). All sets take part in
/// every effect, so that k orders are judged with the spread of a mean over 2ᵏ runs a seed.
/// </summary>
public static class OrderEffects
{
    /// <summary>A difference of fewer points makes no difference that matters.</summary>
    public const double Margin = 1;

    /// <summary>What an effect comes to.</summary>
    /// <param name="Orders">One order: its main effect. Two: their interaction.</param>
    /// <param name="Values">Points, one for each seed.</param>
    /// <param name="Paired">Of the values.</param>
    /// <param name="P">That it is 0, corrected by Holm's method for the effects of as many orders.</param>
    /// <param name="EquivalenceP">That it is a <see cref="Margin"/> or more, corrected alike.</param>
    /// <param name="Least">The smallest effect that so many seeds show with 80 % power, corrected alike.</param>
    public sealed record Effect(string Orders, IReadOnlyList<double> Values, PairedDifference Paired, double P,
        double EquivalenceP, double Least)
    {
        /// <summary>In words; a difference may be seen and be too small to matter.</summary>
        public string Outcome => (P < Comparisons.Level, EquivalenceP < Comparisons.Level) switch
        {
            (true, true) => $"{Sign}, under {OrderClaims.Text(Margin)} point",
            (true, false) => Sign,
            (false, true) => $"no difference: under {OrderClaims.Text(Margin)} point",
            _ => $"undecided, {Comparisons.NoneAbove(Least)}",
        };

        private string Sign => Paired.Mean > 0 ? "gain" : "loss";
    }

    /// <summary>
    /// The effect of some orders, a value for each seed: the mean score of the sets that hold an even number of those
    /// left out, minus the mean of the others. Of one order: the mean with it minus the mean without. Of two, half of
    /// what the second adds to the effect of the first: ½ [(y₁₂ − y₂) − (y₁ − y₀)], mean over the other orders.
    /// </summary>
    /// <exception cref="ArgumentException">Not every set was run.</exception>
    public static double[] Values(OrderGrid grid, string orders)
    {
        var sets = grid.Weighting.Subsets;
        if (sets.FirstOrDefault(s => !grid.Has(s)) is { } missing)
            throw new ArgumentException($"a factorial needs every set of orders; {Name(missing)} was not run");
        return
        [
            .. grid.Seeds.Select(seed => sets.Sum(set =>
                (orders.Count(o => !set.Contains(o)) % 2 == 0 ? 1 : -1) * grid.Scores[set][seed]) / (sets.Count / 2)),
        ];
    }

    /// <summary>Main effects, then interactions of two; none where a set or a second seed is missing.</summary>
    public static IReadOnlyList<Effect> All(OrderGrid grid)
    {
        if (grid.Seeds.Count < 2 || !grid.Weighting.Subsets.All(grid.Has)) return [];
        string[] letters = [.. grid.Weighting.Orders.Select(o => o.Letter)];
        return
        [
            .. Tested(grid, letters),
            .. Tested(grid, [.. from a in letters.Index() from b in letters.Skip(a.Index + 1) select a.Item + b]),
        ];
    }

    /// <summary>Every effect as a table; null where there is none.</summary>
    public static ResultTable? Table(OrderGrid grid) => All(grid) is not { Count: > 0 } effects ? null : new(
        $"Effects of the orders: {grid.Weighting.Name}",
        [
            $"Points of the score over all {grid.Scores.Count} sets, n = {grid.Seeds.Count} seeds. Student's t test of "
                + $"0, and two one-sided tests of {OrderClaims.Text(Margin)} point or more; both p are corrected by "
                + $"Holm's method, for main effects and for interactions. {Comparisons.NoneAboveMeans}",
            .. grid.TestShare > 0 ? [SharedFolds.Caption] : Array.Empty<string>(),
        ],
        [new("Effect"), new("Points", Unit.Points), new("95 % interval"), new("p of 0"),
            new($"p of {OrderClaims.Text(Margin)} or more"), new("Outcome")],
        [
            .. effects.Select(e => (Cell[])
            [
                new Cell.Text(e.Orders.Length == 1 ? $"order {e.Orders}" : $"{e.Orders[0]} and {e.Orders[1]} together"),
                new Cell.Measured(e.Values), new Cell.Text(OrderClaims.Interval(e.Paired)),
                new Cell.Text(OrderClaims.Text(e.P)), new Cell.Text(OrderClaims.Text(e.EquivalenceP)),
                new Cell.Text(e.Outcome),
            ]),
        ]);

    /// <summary>A sentence for the main effect of each order.</summary>
    public static IReadOnlyList<string> Findings(OrderGrid grid) =>
    [
        .. from effect in All(grid)
           where effect.Orders.Length == 1
           select $"{grid.Weighting.Name}: order {effect.Orders}, over all {grid.Scores.Count} sets: {effect.Outcome} "
               + $"({OrderClaims.Text(effect.Paired.Mean, signed: true)} points, 95 % interval "
               + $"{OrderClaims.Interval(effect.Paired)}, n = {grid.Seeds.Count}).",
    ];

    private static IEnumerable<Effect> Tested(OrderGrid grid, IReadOnlyList<string> orders)
    {
        double[][] values = [.. orders.Select(o => Values(grid, o))];
        var paired = values.Select(v => Statistics.Paired(v, grid.TestShare)).ToList();
        var zero = Statistics.Holm([.. paired.Select(p => p.P)]);
        var margin = Statistics.Holm([.. values.Select(v => Equivalence.P(v, Margin, grid.TestShare))]);
        return orders.Index().Select(o =>
            new Effect(o.Item, values[o.Index], paired[o.Index], zero[o.Index], margin[o.Index],
                Comparisons.Least(paired[o.Index], grid.TestShare, orders.Count)));
    }

    private static string Name(string set) => set.Length == 0 ? "none" : set;
}
