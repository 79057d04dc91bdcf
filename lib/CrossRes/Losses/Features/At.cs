using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Activation-based attention transfer (Zagoruyko and Komodakis 2017): per stage the mean over channels of Aᵖ, as a
/// vector of length 1, compared by its squared difference, averaged over images and positions (as the authors' code
/// does), or by the norm of the difference, averaged over images (as the paper has it).
/// </summary>
public sealed class AttentionTransfer(double power = 2, bool norm = false) : MapLoss("at")
{
    public static LossEntry Entry { get; } = new(
        "at", "AT (Zagoruyko, Komodakis 2017), eq. 2",
        @"\sum_l\frac1{N H_l W_l}\sum_i\Big\lVert\frac{Q^s_{l,i}}{\lVert Q^s_{l,i}\rVert_2}-\frac{Q^t_{l,i}}{\lVert Q^t_{l,i}\rVert_2}\Big\rVert_2^2,\quad Q=\mathrm{vec}\big(\mathrm{mean}_c A_c^p\big)",
        [
            new("power", "2", "p > 0", "the authors' code"),
            new("error", "squares", "the mean of squares, or the norm that the paper prints", "the authors' code", "squares", "norm"),
        ],
        (options, _) => new AttentionTransfer(options.Positive("power"), options["error"] == "norm"))
    {
        Weight = new(1000, "the authors' code and RepDistiller"),
        Golden = ["loss.attention_transfer", "loss.attention_transfer.torchdistill_paper"],
    };

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher) =>
        student.Zip(teacher, (a, b) =>
        {
            var (s, t) = SameSize(a, b);
            var error = Attention(s) - Attention(t);
            return norm ? error.norm(1).mean() : error.square().mean();
        });

    private Tensor Attention(Tensor map) => nn.functional.normalize(map.pow(power).mean([1]).flatten(1));
}
