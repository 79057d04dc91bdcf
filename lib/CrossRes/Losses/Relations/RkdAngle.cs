using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Angle-wise relational distillation (Park et al. 2019, eqs. 8 and 9): Huber's error of the cosines of all angles,
/// averaged over all N³ triplets, degenerate ones included (as the authors' code does). As there, the difference e
/// of two equal rows is divided by 10⁻¹², so a gradient through it is multiplied with 10¹².
/// </summary>
public sealed class RkdAngle(FeatureChoice features) : EmbeddingLoss(nameof(RkdAngle), features)
{
    public static LossEntry Entry { get; } = new(
        "rkd.angle", "RKD (Park et al. 2019), eqs. 8 and 9",
        @"\frac1{N^3}\sum_{i,j,k} l_\delta\big(\cos\angle t_it_jt_k,\ \cos\angle s_is_js_k\big)",
        FeatureChoice.Options,
        (options, _) => new RkdAngle(FeatureChoice.From(options)))
    {
        Weight = new(50, "RKD, classification; 2 in its metric learning"),
        Golden = ["loss.rkd_angle"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        AngleError.Sum(student, teacher, zeroSlope: 1e12) / Math.Pow(student.shape[0], 3);
}
