using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Learning metrics from teachers, relative (Yu et al. 2019): the Frobenius norm of the difference of the pairwise
/// distance matrices (the authors' code; the paper sums absolute differences).
/// </summary>
public sealed class RelativeMetric(FeatureChoice features) : EmbeddingLoss(nameof(RelativeMetric), features)
{
    public static LossEntry Entry { get; } = new(
        "mkd.relative", "MKD (Yu et al. 2019), eq. 6",
        @"\lVert D^s-D^t\rVert_F,\quad D_{ij}=\lVert u_i-u_j\rVert_2",
        FeatureChoice.Options,
        (options, _) => new RelativeMetric(FeatureChoice.From(options)))
    {
        Weight = new(0.1, "the authors' code for Cars196; 0.3 for CUB, 1 for SOP"),
        Golden = ["loss.mkd_relative"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher) => (Distances.Within(student) - Distances.Within(teacher)).norm();
}
