namespace CrossRes.Losses;

/// <summary>
/// HORKD's hybrid order relation (eq. 8), the weighted sum of its four orders. Every option of an order is an option
/// here too. For classification the paper adds cross-entropy.
/// </summary>
public static class Horkd
{
    private static readonly (string Order, string Weight, LossEntry Entry)[] Terms =
    [
        ("1", "delta", HorkdOrder1.Entry),
        ("2", "alpha", HorkdOrder2.Entry),
        ("3", "beta", HorkdOrder3.Entry),
        ("C", "gamma", HorkdOrderC.Entry),
    ];

    public static LossEntry Entry { get; } = new(
        "horkd", "HORKD (Ge et al. 2020), eq. 8",
        @"\delta L_1+\alpha L_2+\beta L_3+\gamma L_C",
        [
            new("orders", "123C", "the orders that take part", "HORKD: all", "1", "2", "3", "C", "12", "13", "1C", "23", "2C", "3C", "123", "12C", "13C", "23C", "123C"),
            new("delta", "1", "weight of order 1", "HORKD, eq. 8: none printed"),
            new("alpha", "0.02", "weight of order 2", "HORKD 4.4; that this factor is order 2's follows from its place"),
            new("beta", "0.01", "weight of order 3", "HORKD 4.4; that this factor is order 3's follows from its place"),
            new("gamma", "1", "weight of order C", "HORKD 4.4; that this factor is order C's follows from its place"),
            .. Terms.SelectMany(t => t.Entry.Options).DistinctBy(o => o.Name),
        ],
        (options, context) => new WeightedLoss(
        [
            .. Terms.Where(t => options["orders"].Contains(t.Order))
                .Select(t => (options.Number(t.Weight), t.Entry.With(options.For(t.Entry.Options), context))),
        ]))
    {
        Weight = new(1, "HORKD, eq. 8: its orders have weights of their own"),
        NoReference = "its authors published no code; tests compute the equations directly",
    };
}
