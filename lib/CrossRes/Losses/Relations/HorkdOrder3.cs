using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 3-order relation (eqs. 4, 5): Huber's error of the cosines of all angles that three embeddings form.
/// Unlike RKD's code it gives the difference of two equal rows no gradient: the reference slope of 10¹² there would
/// end a training run.
/// </summary>
[Loss("horkd.3", "HORKD (Ge et al. 2020), eqs. 4 and 5",
    @"\frac1{N^3}\sum_{i,j,k} l_\delta\big(\cos\angle t_it_jt_k,\ \cos\angle s_is_js_k\big)",
    Weight = 0.01, WeightFrom = Horkd.BetaFrom,
    NoReference = Horkd.NoCode)]
public sealed class HorkdOrder3(
    Reduction reduction = Reduction.Mean,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        AngleError.Sum(student, teacher, zeroSlope: 0) * reduction.Scale(Math.Pow(student.shape[0], 3));
}
