using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank, hard version, as its authors' code has it (Chen et al. 2018; ListMLE): the likelihood of the teacher's
/// order of the whole batch. <see cref="DarkRank"/> is RKD's. 10⁻¹² is added to the likelihood, in the value only.
/// 0 for a batch of 1.
/// </summary>
public sealed class DarkRankList : EmbeddingLoss
{
    private const double Epsilon = 1e-12;

    public static LossEntry Entry { get; } = new(
        "darkrank.list", "DarkRank hard (Chen et al. 2018), the authors' code",
        @"-\frac1Q\sum_{i=1}^{Q}\log\Big(\epsilon+\prod_{r}\frac{e^{S^s_{i\pi_r}}}{\sum_{q\ge r}e^{S^s_{i\pi_q}}}\Big),\quad S_{ij}=-(c\lVert u_i-u_j\rVert_2^2)^p",
        RankQueries.Options,
        (options, _) => new DarkRankList(options))
    {
        Weight = new(1, "our choice"),
        Golden = ["loss.darkrank_hard.tusimple"],
    };

    private readonly RankQueries queries;

    private DarkRankList(LossOptions options) : base(nameof(DarkRankList), FeatureChoice.From(options)) => queries = new(options);

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var others = (int)student.shape[0] - 1;
        if (queries.Count(student) == 0 || others == 0)
            return student.sum() * 0;
        var likelihood = PlackettLuce.LogLikelihood(queries.Scores(student, queries.Neighbours(teacher, others)));
        var loss = -(likelihood.exp() + Epsilon).log().mean();
        if (queries.FullGradient)
            return loss;
        // the value saturates, the authors' gradient does not
        var slope = -likelihood.mean();
        return loss.detach() + (slope - slope.detach());
    }
}
