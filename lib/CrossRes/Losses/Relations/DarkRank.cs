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
