using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Learning metrics from teachers, absolute (Yu et al. 2019): the mean distance of the student's embeddings from the
/// teacher's, not squared. As in PyTorch's distance, 10⁻⁶ is added to each difference. Needs equal widths.
/// </summary>
public sealed class AbsoluteMetric(FeatureChoice features) : EmbeddingLoss(nameof(AbsoluteMetric), features)
{
    public static LossEntry Entry { get; } = new(
        "mkd.absolute", "MKD (Yu et al. 2019), eq. 4",
        @"\frac1N\sum_i\lVert s_i-t_i\rVert_2",
        FeatureChoice.Options,
        (options, _) => new AbsoluteMetric(FeatureChoice.From(options)))
    {
        Weight = new(1.5, "the authors' code for Cars196; 1 for CUB, 2 for SOP"),
        Golden = ["loss.mkd_absolute"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        RequireEqualWidths("mkd.absolute", student, teacher);
        return (student - teacher + 1e-6).norm(1).mean();
    }
}
