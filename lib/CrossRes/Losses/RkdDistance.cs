using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Distance-wise relational distillation (Park et al. 2019, eqs. 5 to 7): Huber's error of the pairwise distances in
/// units of their batch mean, averaged over all N² entries, the zero diagonal included (as the authors' code does).
/// </summary>
public sealed class RkdDistance(FeatureChoice features) : EmbeddingLoss(nameof(RkdDistance), features)
{
    public static LossEntry Entry { get; } = new(
        "rkd.distance", "RKD (Park et al. 2019), eqs. 5 to 7",
        @"\frac1{N^2}\sum_{i,j} l_\delta\big(\psi_D(t_i,t_j),\psi_D(s_i,s_j)\big)",
        FeatureChoice.Options,
        (options, _) => new RkdDistance(FeatureChoice.From(options)))
    {
        Weight = new(25, "RKD, classification; 1 in its metric learning"),
        Golden = ["loss.rkd_distance"],
    };

    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        nn.functional.smooth_l1_loss(Distances.Relative(student), Distances.Relative(teacher));
}
