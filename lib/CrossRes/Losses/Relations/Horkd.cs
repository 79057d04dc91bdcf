namespace CrossRes.Losses;

/// <summary>
/// HORKD's hybrid order relation (eq. 8), the weighted sum of its four orders. For classification the paper adds
/// cross-entropy. Orders with other settings, or a part of them: <see cref="LossSum"/>.
/// </summary>
[Loss("horkd", "HORKD (Ge et al. 2020), eq. 8",
    @"\delta L_1+\alpha L_2+\beta L_3+\gamma L_C",
    WeightFrom = "HORKD, eq. 8: its orders have weights of their own",
    NoReference = Horkd.NoCode)]
public sealed class Horkd(
    [Option("weight of order 1; 0 leaves an order out", Horkd.DeltaFrom)] double delta = 1,
    [Option("weight of order 2", Horkd.AlphaFrom)] double alpha = 0.02,
    [Option("weight of order 3", Horkd.BetaFrom)] double beta = 0.01,
    [Option("weight of order C", Horkd.GammaFrom)] double gamma = 1,
    [Option(HorkdOrder1.OverDimensions, HorkdOrder1.OverDimensionsFrom)]
    HorkdOrder1.Dimensions dimensions = HorkdOrder1.Dimensions.Sum,
    Reduction reduction = Reduction.Mean)
    : LossSum(
        (delta, new HorkdOrder1(dimensions: dimensions, reduction: reduction)), (alpha, new HorkdOrder2(reduction)),
        (beta, new HorkdOrder3(reduction)), (gamma, new HorkdOrderC(reduction: reduction)))
{
    internal const string
        NoCode = "its authors published no code; tests compute the equations directly",
        DeltaFrom = "HORKD, eq. 8: none printed",
        AlphaFrom = "HORKD 4.4; that this factor is order 2's follows from its place",
        BetaFrom = "HORKD 4.4; that this factor is order 3's follows from its place",
        GammaFrom = "HORKD 4.4; that this factor is order C's follows from its place";
}
