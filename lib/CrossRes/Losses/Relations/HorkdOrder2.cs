using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 2-order relation (eq. 3): the pairwise distances, each in units of the batch mean of its own network.
/// The squared error is HORKD's; RKD's distance loss takes Huber's. 0 for batches of 1 and 2.
/// </summary>
public sealed class HorkdOrder2(string reduction, FeatureChoice features) : EmbeddingLoss(nameof(HorkdOrder2), features)
{
    public static LossEntry Entry { get; } = new(
        "horkd.2", "HORKD (Ge et al. 2020), eq. 3",
        @"\frac1{N^2}\sum_{i,j}\big(\psi_D(t_i,t_j)-\psi_D(s_i,s_j)\big)^2,\quad \psi_D(u,v)=\tfrac1\mu\lVert u-v\rVert_2",
        [Reduction.Option, .. FeatureChoice.Options],
        (options, _) => new HorkdOrder2(options["reduction"], FeatureChoice.From(options)))
    {
        Weight = new(0.02, "HORKD 4.4; that this factor is order 2's follows from its place"),
        NoReference = "its authors published no code; tests compute the equations directly",
    };

    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        (Distances.Relative(student) - Distances.Relative(teacher)).square().sum()
        * Reduction.Scale(reduction, Math.Pow(student.shape[0], 2));
}
