using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Learning metrics from teachers, absolute (Yu et al. 2019): the mean distance of the student's embeddings from the
/// teacher's, not squared. As in PyTorch's distance, 10⁻⁶ is added to each difference. Needs equal widths.
/// </summary>
[Loss("mkd.absolute", "MKD (Yu et al. 2019), eq. 4",
    @"\frac1N\sum_i\lVert s_i-t_i\rVert_2",
    Weight = 1.5, WeightFrom = "the authors' code for Cars196; 1 for CUB, 2 for SOP",
    Golden = new[] { "loss.mkd_absolute" })]
public sealed class MkdAbsolute(Feature feature = Feature.Embedding, Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        RequireEqualWidths(student, teacher);
        return (student - teacher + 1e-6).norm(1).mean();
    }
}

/// <summary>
/// Learning metrics from teachers, relative (Yu et al. 2019): the Frobenius norm of the difference of the pairwise
/// distance matrices (the authors' code; the paper sums absolute differences).
/// </summary>
[Loss("mkd.relative", "MKD (Yu et al. 2019), eq. 6",
    @"\lVert D^s-D^t\rVert_F,\quad D_{ij}=\lVert u_i-u_j\rVert_2",
    Weight = 0.1, WeightFrom = "the authors' code for Cars196; 0.3 for CUB, 1 for SOP",
    Golden = new[] { "loss.mkd_relative" })]
public sealed class MkdRelative(Feature feature = Feature.Embedding, Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        (Distances.Within(student) - Distances.Within(teacher)).norm();
}
