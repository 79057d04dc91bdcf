using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Probabilistic knowledge transfer (Passalis and Tefas 2018): the cosines (1 + cos)/2 of each embedding with all of
/// the batch, itself included, as a distribution; the teacher's against the student's, averaged over all N² terms.
/// </summary>
[Loss("pkt", "PKT (Passalis, Tefas 2018), eqs. 4 to 6",
    @"\frac1{N^2}\sum_{i,j}p^t_{j|i}\log\frac{p^t_{j|i}+\epsilon}{p^s_{j|i}+\epsilon},"
    + @"\quad p_{j|i}\propto\tfrac12(1+\cos(u_i,u_j))",
    Weight = 30000, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.pkt" })]
public sealed class Pkt(Feature feature = Feature.Embedding, Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    // added to norms and inside the logarithm, as the authors' code does
    private const double Epsilon = 1e-7;

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var (s, t) = (Similarities(student), Similarities(teacher));
        return (t * ((t + Epsilon) / (s + Epsilon)).log()).mean();
    }

    private static Tensor Similarities(Tensor x)
    {
        var unit = x / (x.norm(1, keepdim: true) + Epsilon);
        var cosines = (unit.matmul(unit.t()) + 1) / 2;
        return cosines / cosines.sum(1, keepdim: true);
    }
}
