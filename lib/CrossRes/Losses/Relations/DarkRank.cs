using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank, hard version (Chen et al. 2018): the likelihood, under the student's scores −α·dᵝ, of the teacher's order
/// of each image's nearest neighbours (Plackett and Luce). After RKD's code; 0 for a batch of 1.
/// </summary>
[Loss("darkrank", "DarkRank (Chen et al. 2018), eq. 7",
    @"-\frac1N\sum_i\sum_{r=1}^{L}\Big[S^s_{i\pi_r}-\log\sum_{q=r}^{L}e^{S^s_{i\pi_q}}\Big],"
    + @"\quad S_{ij}=-\alpha\lVert u_i-u_j\rVert_2^\beta",
    WeightFrom = "RKD's code",
    Golden = new[] { "loss.darkrank_hard" })]
public sealed class DarkRank(
    [Option("α > 0", "RKD's code")] double alpha = 2,
    [Option("β > 0", "RKD's code")] double beta = 3,
    [Option("L, neighbours per image; fewer in small batches", "RKD's code")] int length = 4,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    private readonly double alpha = Setting.Positive(alpha), beta = Setting.Positive(beta);
    private readonly int length = Setting.Count(length);

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var count = Math.Min(length, student.shape[0] - 1);
        if (count == 0) return student.sum() * 0;
        // the first in the teacher's order is the image itself
        var order = Distances.Within(teacher).argsort(1).narrow(1, 1, count);
        var scores = -alpha * Distances.Within(student).gather(1, order).pow(beta);
        return -PlackettLuce.LogLikelihood(scores).mean();
    }
}

/// <summary>Rankings drawn item by item, each with a chance proportional to e to its score (Plackett, Luce).</summary>
internal static class PlackettLuce
{
    /// <summary>Log-likelihood of the order in which the scores [..., L] stand: [...].</summary>
    internal static Tensor LogLikelihood(Tensor scores) => (scores - scores.flip(-1).logcumsumexp(-1).flip(-1)).sum(-1);
}

/// <summary>
/// DarkRank, soft version, as its authors' code has it (Chen et al. 2018; ListNet): the cross-entropy of the student's
/// with the teacher's distribution over all orders of the teacher's nearest neighbours. A cross-entropy, so it is not 0
/// for equal networks; 0 for a batch of 1.
/// </summary>
[Loss("darkrank.soft", "DarkRank soft (Chen et al. 2018), the authors' code",
    @"-\frac1Q\sum_{i=1}^{Q}\sum_{\pi\in\text{orders of }L}P(\pi|S^t_i)\log P(\pi|S^s_i),"
    + @"\quad S_{ij}=-(c\lVert u_i-u_j\rVert_2^2)^p",
    Weight = 16, WeightFrom = DarkRankQueries.Market,
    Golden = new[] { "loss.darkrank_soft" })]
public sealed class DarkRankSoft(
    [Option("L, neighbours per image, 1 … 6; fewer in small batches", DarkRankQueries.Market)] int length = 4,
    [Option(DarkRankQueries.Powers, DarkRankQueries.Market)] double power = 2,
    [Option(DarkRankQueries.Scales, DarkRankQueries.Market)] double scale = 3.5,
    DarkRankQueries.Queries queries = DarkRankQueries.Queries.Half,
    DarkRankQueries.Gradient gradient = DarkRankQueries.Gradient.Reference,
    [Option(DarkRankQueries.Normalized, DarkRankQueries.Code)] Normalize normalize = Normalize.Both,
    [Option(DarkRankQueries.Features, DarkRankQueries.Code)] Feature feature = Feature.Embedding)
    : DarkRankQueries(power, scale, queries, gradient, normalize, feature)
{
    private readonly int length = Setting.Count(length, most: 6); // 720 orders

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var count = Math.Min(length, (int)student.shape[0] - 1);
        if (Count(student) == 0 || count == 0) return student.sum() * 0;
        var neighbours = Neighbours(teacher, count);
        var orders = tensor(Orders(count).SelectMany(order => order).ToArray(), device: student.device);
        return -(LogLikelihood(teacher).exp() * LogLikelihood(student)).sum(1).mean();

        Tensor LogLikelihood(Tensor rows) => PlackettLuce.LogLikelihood(
            Scores(rows, neighbours).index_select(1, orders).view(neighbours.shape[0], -1, count));
    }

    private static IEnumerable<long[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place =>
            (long[])[.. order[..place], count - 1, .. order[place..]]));
}

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

/// <summary>
/// DarkRank as its authors' code ranks: the first half of the batch queries all of it, by scores −(c·d²)ᵖ. Its
/// hand-written gradient takes the query itself as a constant.
/// </summary>
public abstract class DarkRankQueries(
    double power, double scale, DarkRankQueries.Queries queries, DarkRankQueries.Gradient gradient,
    Normalize normalize, Feature feature)
    : EmbeddingLoss(feature, normalize)
{
    [Option("the first half of the batch, whose positives its sampler puts there, or all", Code)]
    public enum Queries { Half, All }

    [Option("as the authors' code has it, with constant queries, or the full one", Code)]
    public enum Gradient { Reference, Full }

    internal const string
        Code = "the authors' code", Market = Code + ", Market-1501", Powers = "p ≥ 1", Scales = "c > 0",
        Normalized = "whose vectors are scaled to length 1", Features = "which vector per image is compared";

    private readonly double power = power >= 1
        ? power
        : throw Setting.Wrong("power", "1 or more (lower ones have no slope at 0)", power);

    private readonly double scale = Setting.Positive(scale);

    private protected bool FullGradient => gradient == Gradient.Full;

    /// <summary>Queries among these rows.</summary>
    private protected int Count(Tensor rows) => (int)(queries == Queries.All ? rows.shape[0] : rows.shape[0] / 2);

    /// <summary>The teacher's nearest neighbours of each query, itself left out: int64 [Q, count].</summary>
    private protected Tensor Neighbours(Tensor teacher, int count) =>
        Squared(teacher, teacher).argsort(1).narrow(1, 1, count);

    /// <summary>Scores of the images in <paramref name="order"/> for each query: [Q, L].</summary>
    private protected Tensor Scores(Tensor rows, Tensor order) =>
        -(scale * Squared(FullGradient ? rows : rows.detach(), rows).gather(1, order)).pow(power);

    private Tensor Squared(Tensor asking, Tensor rows) =>
        cdist(asking.narrow(0, 0, Count(rows)), rows, 2, compute_mode.donot_use_mm_for_euclid_dist).square();
}
