using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Distance-wise relational distillation (Park et al. 2019, eqs. 5 to 7): Huber's error of the pairwise distances in
/// units of their batch mean, averaged over all N² entries, the zero diagonal included (as the authors' code does).
/// </summary>
/// <param name="features">Which vectors.</param>
/// <param name="squared">Squared distances, as mdistiller can have it.</param>
/// <param name="floor">Least squared distance of two rows.</param>
public sealed class RkdDistance(FeatureChoice features, bool squared = false, double floor = Distances.SquaredFloor)
    : EmbeddingLoss(nameof(RkdDistance), features)
{
    public static LossEntry Entry { get; } = new(
        "rkd.distance", "RKD (Park et al. 2019), eqs. 5 to 7",
        @"\frac1{N^2}\sum_{i,j} l_\delta\big(\psi_D(t_i,t_j),\psi_D(s_i,s_j)\big)",
        [.. Settings, .. FeatureChoice.Options],
        (options, _) => From(options))
    {
        Weight = new(25, "RKD, classification; 1 in its metric learning"),
        Golden = ["loss.rkd_distance"],
    };

    /// <summary>What it has besides the choice of features.</summary>
    internal static LossOption[] Settings =>
    [
        new("squared", "no", "whether distances are squared", "the authors' code; mdistiller offers it", "no", "yes"),
        new("floor", "1e-12", "least squared distance of two rows, > 0", "the authors' code"),
    ];

    internal static RkdDistance From(LossOptions options) =>
        new(FeatureChoice.From(options), options["squared"] == "yes", options.Positive("floor"));

    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        nn.functional.smooth_l1_loss(Distances.Relative(student, squared, floor), Distances.Relative(teacher, squared, floor));
}
