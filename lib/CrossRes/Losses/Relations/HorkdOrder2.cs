using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 2-order relation (eq. 3): the pairwise distances, each in units of the batch mean of its own network.
/// The squared error is HORKD's; RKD's distance loss takes Huber's. 0 for batches of 1 and 2.
/// </summary>
[Loss("horkd.2", "HORKD (Ge et al. 2020), eq. 3",
    @"\frac1{N^2}\sum_{i,j}\big(\psi_D(t_i,t_j)-\psi_D(s_i,s_j)\big)^2,\quad \psi_D(u,v)=\tfrac1\mu\lVert u-v\rVert_2",
    Weight = 0.02, WeightFrom = Horkd.AlphaFrom,
    NoReference = Horkd.NoCode)]
public sealed class HorkdOrder2(
    Reduction reduction = Reduction.Mean,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        (Distances.Relative(student) - Distances.Relative(teacher)).square().sum()
        * reduction.Scale(Math.Pow(student.shape[0], 2));
}
