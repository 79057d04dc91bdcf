using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank, hard version (Chen et al. 2018): the likelihood, under the student's scores −α·dᵝ, of the teacher's order
/// of each image's nearest neighbours (Plackett and Luce). After RKD's code; 0 for a batch of 1.
/// </summary>
public sealed class DarkRank(double alpha, double beta, int length, FeatureChoice features) : EmbeddingLoss(nameof(DarkRank), features)
{
    public static LossEntry Entry { get; } = new(
        "darkrank", "DarkRank (Chen et al. 2018), eq. 7",
        @"-\frac1N\sum_i\sum_{r=1}^{L}\Big[S^s_{i\pi_r}-\log\sum_{q=r}^{L}e^{S^s_{i\pi_q}}\Big],\quad S_{ij}=-\alpha\lVert u_i-u_j\rVert_2^\beta",
        [
            new("alpha", "2", "α > 0", "RKD's code"),
            new("beta", "3", "β > 0", "RKD's code"),
            new("length", "4", "L, neighbours per image; fewer in small batches", "RKD's code"),
            .. FeatureChoice.Options,
        ],
        (options, _) => new DarkRank(options.Positive("alpha"), options.Positive("beta"), options.Count("length"), FeatureChoice.From(options)))
    {
        Weight = new(1, "RKD's code"),
        Golden = ["loss.darkrank_hard"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var count = Math.Min(length, student.shape[0] - 1);
        if (count == 0)
            return student.sum() * 0;
        // the first in the teacher's order is the image itself
        var order = Distances.Within(teacher).argsort(1).narrow(1, 1, count);
        var scores = -alpha * Distances.Within(student).gather(1, order).pow(beta);
        return -PlackettLuce.LogLikelihood(scores).mean();
    }
}
