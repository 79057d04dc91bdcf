using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Relational knowledge distillation with both relations (Park et al. 2019, eq. 11).</summary>
[Loss("rkd", "RKD (Park et al. 2019), eq. 11",
    @"\lambda_D L_D + \lambda_A L_A",
    WeightFrom = "RepDistiller: its relations have weights of their own",
    Golden = new[] { "loss.rkd.repdistiller", "loss.rkd.mdistiller" })]
public sealed class Rkd(
    [Option("weight of the distances", "classification in RKD; 1 in its metric learning")]
    double distance = 25,
    [Option("weight of the angles", "classification in RKD; 2 in its metric learning")]
    double angle = 50,
    [Option(RkdDistance.Squares, RkdDistance.SquaresFrom)]
    bool squared = false,
    [Option(RkdDistance.Floor, "the authors' code")]
    double floor = Distances.SquaredFloor,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : LossSum(
        (distance, new RkdDistance(squared, floor, feature, normalize)),
        (angle, new RkdAngle(feature, normalize)));

/// <summary>
/// Distance-wise relational distillation (Park et al. 2019, eqs. 5 to 7): Huber's error of the pairwise distances in
/// units of their batch mean, averaged over all N² entries, the zero diagonal included (as the authors' code does).
/// </summary>
[Loss("rkd.distance", "RKD (Park et al. 2019), eqs. 5 to 7",
    @"\frac1{N^2}\sum_{i,j} l_\delta\big(\psi_D(t_i,t_j),\psi_D(s_i,s_j)\big)",
    Weight = 25, WeightFrom = "RKD, classification; 1 in its metric learning",
    Golden = new[] { "loss.rkd_distance" })]
public sealed class RkdDistance(
    [Option(RkdDistance.Squares, RkdDistance.SquaresFrom)]
    bool squared = false,
    [Option(RkdDistance.Floor, "the authors' code")]
    double floor = Distances.SquaredFloor,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    internal const string
        Squares = "whether distances are squared", SquaresFrom = "the authors' code; mdistiller offers it",
        Floor = "least squared distance of two rows, > 0";

    private readonly double floor = Setting.Positive(floor);

    protected override Tensor Compare(Tensor student, Tensor teacher) => nn.functional.smooth_l1_loss(
        Distances.Relative(student, squared, floor), Distances.Relative(teacher, squared, floor));
}

/// <summary>
/// Angle-wise relational distillation (Park et al. 2019, eqs. 8 and 9): Huber's error of the cosines of all angles,
/// averaged over all N³ triplets, degenerate ones included (as the authors' code does). As there, the difference e
/// of two equal rows is divided by 10⁻¹², so a gradient through it is multiplied with 10¹².
/// </summary>
[Loss("rkd.angle", "RKD (Park et al. 2019), eqs. 8 and 9",
    @"\frac1{N^3}\sum_{i,j,k} l_\delta\big(\cos\angle t_it_jt_k,\ \cos\angle s_is_js_k\big)",
    Weight = 50, WeightFrom = "RKD, classification; 2 in its metric learning",
    Golden = new[] { "loss.rkd_angle" })]
public sealed class RkdAngle(Feature feature = Feature.Embedding, Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        AngleError.Sum(student, teacher, zeroSlope: 1e12) / Math.Pow(student.shape[0], 3);
}
