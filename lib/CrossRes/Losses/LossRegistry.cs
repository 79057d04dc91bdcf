namespace CrossRes.Losses;

/// <summary>Every loss by name.</summary>
public static class LossRegistry
{
    /// <summary>All losses, the method's own first.</summary>
    public static IReadOnlyList<LossEntry> Entries { get; } =
    [
        CrossEntropy.Entry,
        KnowledgeDistillation.Entry,
        Horkd.Entry,
        HorkdOrder1.Entry,
        HorkdOrder2.Entry,
        HorkdOrder3.Entry,
        HorkdOrderC.Entry,
        Rkd.Entry,
        RkdDistance.Entry,
        RkdAngle.Entry,
        DecoupledDistillation.Entry,
        FitNet.Entry,
        AttentionTransfer.Entry,
        ProbabilisticTransfer.Entry,
        SimilarityPreserving.Entry,
        AbsoluteMetric.Entry,
        RelativeMetric.Entry,
        DarkRank.Entry,
        DarkRankList.Entry,
        DarkRankSoft.Entry,
        CorrelationCongruence.Entry,
        NeuronSelectivity.Entry,
        SolutionFlow.Entry,
        VariationalInformation.Entry,
        ActivationBoundary.Entry,
        FactorTransfer.Entry,
        SelectiveDistillation.Entry,
        PartialCoupling.Entry,
        ContrastiveRepresentation.Entry,
        ComplementaryRelation.Entry,
        CrossResolutionRelation.Entry,
        TripletMargin.Entry,
        TripletSampled.Entry,
        TripletHard.Entry,
    ];

    /// <summary>The entry called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists all.</exception>
    public static LossEntry Find(string name) =>
        Entries.FirstOrDefault(e => e.Name == name)
        ?? throw new ArgumentException($"no loss is called {name}; there are {string.Join(", ", Entries.Select(e => e.Name))}");

    /// <summary>Builds a loss.</summary>
    /// <exception cref="ArgumentException">The name or an option is unknown, or a value out of range.</exception>
    public static DistillationLoss Create(string name, IReadOnlyDictionary<string, string> options, LossContext context) =>
        Find(name).With(options, context);
}
