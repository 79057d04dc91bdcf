using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

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
