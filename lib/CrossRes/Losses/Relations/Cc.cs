using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Correlation congruence (Peng et al. 2019) in the forms that go by its name. RepDistiller's: products of the absolute
/// errors of neighbouring rows of the batch, so it depends on the batch's order; 0 for a batch of 1; linear maps of
/// both networks' features, learned with the student, bring them to one width where theirs differ. The paper's (eqs. 7
/// and 9): the error of the N × N correlations, as KD-Zoo and torchdistill have it. Those are inner products, or the
/// Gaussian kernel e^(−γ‖x − y‖²) of rows of length 1 by its Taylor series e^(−2γ) Σₚ (2γ)ᵖ/p! ⟨x, y⟩ᵖ, p = 0 … P.
/// </summary>
[Loss("cc", "CC (Peng et al. 2019), RepDistiller's form or eqs. 6 to 9",
    @"\frac1{N-1}\sum_{i=1}^{N-1}\big\langle|s_i-t_i|,\,|s_{i+1}-t_{i+1}|\big\rangle",
    Weight = 0.02, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.correlation", "loss.correlation.kdzoo", "loss.correlation.torchdistill" })]
public sealed class Cc(
    [Option("products of neighbours' errors; or a kernel of all pairs of rows", "RepDistiller")]
    Cc.Relation relation = Cc.Relation.Neighbours,
    [Option("γ of the Gaussian kernel", "KD-Zoo")]
    double gamma = 0.4,
    [Option("P, the last term of its series, 1 or more", "KD-Zoo and the paper")]
    int order = 2,
    [Option("of kernels: the mean of squares; the Frobenius norm over N², or as it is",
        "KD-Zoo; torchdistill: norm-mean")]
    Cc.Error error = Cc.Error.Squares,
    [Option("linear maps to a common width: where widths differ, always, never", "our choice; RepDistiller: always")]
    Adapter embed = Adapter.Auto,
    [Option("of the maps", "RepDistiller")]
    int width = 128,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    public enum Relation { Neighbours, Gaussian, Bilinear }

    public enum Error { Squares, NormMean, Norm }

    private readonly int order = Setting.Count(order), width = Setting.Count(width);
    private Linear? studentMap, teacherMap;

    protected override void Build(LossContext context)
    {
        var (student, teacher) = Widths(context);
        if (embed == Adapter.Never) return;
        if (embed == Adapter.Auto && (student == teacher || relation != Relation.Neighbours)) return;
        studentMap = Part("embed_s", nn.Linear(student, width));
        teacherMap = Part("embed_t", nn.Linear(teacher, width));
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        if (studentMap is not null)
            (student, teacher) = (studentMap.call(student), teacherMap!.call(teacher));
        if (relation == Relation.Neighbours) return Neighbours(student, teacher);
        var difference = Correlations(student) - Correlations(teacher);
        return error switch
        {
            Error.Squares => difference.square().mean(),
            Error.NormMean => difference.norm() / difference.numel(),
            _ => difference.norm(),
        };
    }

    private Tensor Neighbours(Tensor student, Tensor teacher)
    {
        RequireEqualWidths(student, teacher);
        var (difference, pairs) = ((student - teacher).abs(), student.shape[0] - 1);
        return (difference.narrow(0, 0, pairs) * difference.narrow(0, 1, pairs)).sum() / Math.Max(pairs, 1);
    }

    /// <summary>Of rows [N, D]: [N, N].</summary>
    private Tensor Correlations(Tensor rows)
    {
        var products = rows.matmul(rows.t());
        if (relation == Relation.Bilinear) return products;
        var (sum, power, coefficient) = (ones_like(products), ones_like(products), 1.0);
        for (var p = 1; p <= order; p++)
        {
            (power, coefficient) = (power * products, coefficient * 2 * gamma / p);
            sum += power * coefficient;
        }
        return sum * Math.Exp(-2 * gamma);
    }
}
