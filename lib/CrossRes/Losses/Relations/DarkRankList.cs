using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank, hard version, as its authors' code has it (Chen et al. 2018; ListMLE): the likelihood of the teacher's
/// order of the whole batch. <see cref="DarkRank"/> is RKD's. 10⁻¹² is added to the likelihood, in the value only.
/// 0 for a batch of 1.
/// </summary>
[Loss("darkrank.list", "DarkRank hard (Chen et al. 2018), the authors' code",
    @"-\frac1Q\sum_{i=1}^{Q}\log\Big(\epsilon+\prod_{r}\frac{e^{S^s_{i\pi_r}}}{\sum_{q\ge r}e^{S^s_{i\pi_q}}}\Big),"
    + @"\quad S_{ij}=-(c\lVert u_i-u_j\rVert_2^2)^p",
    Golden = new[] { "loss.darkrank_hard.tusimple" })]
public sealed class DarkRankList(
    [Option(DarkRankQueries.Powers, DarkRankQueries.Market)] double power = 2,
    [Option(DarkRankQueries.Scales, DarkRankQueries.Market)] double scale = 3.5,
    DarkRankQueries.Queries queries = DarkRankQueries.Queries.Half,
    DarkRankQueries.Gradient gradient = DarkRankQueries.Gradient.Reference,
    [Option(DarkRankQueries.Normalized, DarkRankQueries.Code)] Normalize normalize = Normalize.Both,
    [Option(DarkRankQueries.Features, DarkRankQueries.Code)] Feature feature = Feature.Embedding)
    : DarkRankQueries(power, scale, queries, gradient, normalize, feature)
{
    private const double Epsilon = 1e-12;

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var others = (int)student.shape[0] - 1;
        if (Count(student) == 0 || others == 0) return student.sum() * 0;
        var likelihood = PlackettLuce.LogLikelihood(Scores(student, Neighbours(teacher, others)));
        var loss = -(likelihood.exp() + Epsilon).log().mean();
        if (FullGradient) return loss;
        // the value saturates, the authors' gradient does not
        var slope = -likelihood.mean();
        return loss.detach() + (slope - slope.detach());
    }
}
