using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 3-order relation (eqs. 4, 5): Huber's error of the cosines of all angles that three embeddings form.
/// Unlike RKD's code it gives the difference of two equal rows no gradient: the reference slope of 10¹² there would
/// end a training run.
/// </summary>
public sealed class HorkdOrder3(string reduction, FeatureChoice features) : EmbeddingLoss(nameof(HorkdOrder3), features)
{
    public static LossEntry Entry { get; } = new(
        "horkd.3", "HORKD (Ge et al. 2020), eqs. 4 and 5",
        @"\frac1{N^3}\sum_{i,j,k} l_\delta\big(\cos\angle t_it_jt_k,\ \cos\angle s_is_js_k\big)",
        [Reduction.Option, .. FeatureChoice.Options],
        (options, _) => new HorkdOrder3(options["reduction"], FeatureChoice.From(options)))
    {
        Weight = new(0.01, "HORKD 4.4; that this factor is order 3's follows from its place"),
        NoReference = "its authors published no code; tests compute the equations directly",
    };

    protected override Tensor Compare(Tensor student, Tensor teacher) =>
        AngleError.Sum(student, teacher, zeroSlope: 0) * Reduction.Scale(reduction, Math.Pow(student.shape[0], 3));
}
