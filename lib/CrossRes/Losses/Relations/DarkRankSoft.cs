using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank, soft version, as its authors' code has it (Chen et al. 2018; ListNet): the cross-entropy of the student's
/// with the teacher's distribution over all orders of the teacher's nearest neighbours. A cross-entropy, so it is not 0
/// for equal networks; 0 for a batch of 1.
/// </summary>
public sealed class DarkRankSoft : EmbeddingLoss
{
    // 720 orders
    private const int Longest = 6;

    public static LossEntry Entry { get; } = new(
        "darkrank.soft", "DarkRank soft (Chen et al. 2018), the authors' code",
        @"-\frac1Q\sum_{i=1}^{Q}\sum_{\pi\in\text{orders of }L}P(\pi|S^t_i)\log P(\pi|S^s_i),\quad S_{ij}=-(c\lVert u_i-u_j\rVert_2^2)^p",
        [new("length", "4", "L, neighbours per image, 1 … 6; fewer in small batches", "the authors' code, Market-1501"), .. RankQueries.Options],
        (options, _) => new DarkRankSoft(options))
    {
        Weight = new(16, "the authors' code, Market-1501"),
        Golden = ["loss.darkrank_soft"],
    };

    private readonly RankQueries queries;
    private readonly int length;

    private DarkRankSoft(LossOptions options) : base(nameof(DarkRankSoft), FeatureChoice.From(options))
    {
        (queries, length) = (new(options), options.Count("length"));
        if (length > Longest)
            throw new ArgumentException($"option length of loss darkrank.soft must be {Longest} or less, not {length}: it sums over all orders");
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var count = Math.Min(length, (int)student.shape[0] - 1);
        if (queries.Count(student) == 0 || count == 0)
            return student.sum() * 0;
        var neighbours = queries.Neighbours(teacher, count);
        var orders = tensor(Orders(count).SelectMany(order => order).ToArray(), device: student.device);
        Tensor LogLikelihood(Tensor rows) =>
            PlackettLuce.LogLikelihood(queries.Scores(rows, neighbours).index_select(1, orders).view(neighbours.shape[0], -1, count));
        return -(LogLikelihood(teacher).exp() * LogLikelihood(student)).sum(1).mean();
    }

    private static IEnumerable<long[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (long[])[.. order[..place], count - 1, .. order[place..]]));
}
