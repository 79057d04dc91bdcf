using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Correlation congruence (Peng et al. 2019) as RepDistiller has it: products of the absolute errors of neighbouring
/// rows of the batch, so it depends on the batch's order. Needs equal widths; 0 for a batch of 1.
/// </summary>
public sealed class CorrelationCongruence(FeatureChoice features) : EmbeddingLoss(nameof(CorrelationCongruence), features)
{
    public static LossEntry Entry { get; } = new(
        "cc", "CC (Peng et al. 2019), RepDistiller's form",
        @"\frac1{N-1}\sum_{i=1}^{N-1}\big\langle|s_i-t_i|,\,|s_{i+1}-t_{i+1}|\big\rangle",
        FeatureChoice.Options,
        (options, _) => new CorrelationCongruence(FeatureChoice.From(options)))
    {
        Weight = new(0.02, "RepDistiller"),
        Golden = ["loss.correlation"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var (error, pairs) = ((student - teacher).abs(), student.shape[0] - 1);
        return (error.narrow(0, 0, pairs) * error.narrow(0, 1, pairs)).sum() / Math.Max(pairs, 1);
    }
}
