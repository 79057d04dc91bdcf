using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Activation-based attention transfer (Zagoruyko and Komodakis 2017): per stage the mean over channels of Aᵖ, as a
/// vector of length 1, compared by its squared difference, averaged over images and positions (as the authors' code
/// does), or by the norm of the difference, averaged over images (as the paper has it).
/// </summary>
[Loss("at", "AT (Zagoruyko, Komodakis 2017), eq. 2",
    @"\sum_l\frac1{N H_l W_l}\sum_i\Big\lVert\frac{Q^s_{l,i}}{\lVert Q^s_{l,i}\rVert_2}"
    + @"-\frac{Q^t_{l,i}}{\lVert Q^t_{l,i}\rVert_2}\Big\rVert_2^2,\quad Q=\mathrm{vec}\big(\mathrm{mean}_c A_c^p\big)",
    Weight = 1000, WeightFrom = "the authors' code and RepDistiller",
    Golden = new[] { "loss.attention_transfer", "loss.attention_transfer.torchdistill_paper" })]
public sealed class At(
    [Option("p > 0", "the authors' code")]
    double power = 2,
    [Option("the mean of squares, or the norm that the paper prints", "the authors' code")]
    At.Error error = At.Error.Squares)
    : MapLoss
{
    public enum Error { Squares, Norm }

    private readonly double power = Setting.Positive(power);

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs) =>
        pairs.Select(pair =>
        {
            var (s, t) = SameSize(pair.Student, pair.Teacher);
            var difference = Attention(s) - Attention(t);
            return error == Error.Norm ? difference.norm(1).mean() : difference.square().mean();
        });

    private Tensor Attention(Tensor map) => nn.functional.normalize(map.pow(power).mean([1]).flatten(1));
}
