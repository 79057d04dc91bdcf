using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Similarity-preserving distillation (Tung and Mori 2019): per stage the batch's Gram matrix of flattened maps, its
/// rows of length 1, compared by the squared Frobenius distance over N².
/// </summary>
[Loss("sp", "SP (Tung, Mori 2019), eq. 4",
    @"\sum_l\frac1{N^2}\lVert G^t_l-G^s_l\rVert_F^2,\quad G=\text{rows of } FF^\top \text{ of length } 1",
    Weight = 3000, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.similarity_preserving", "loss.similarity_preserving.torchdistill" })]
public sealed class Sp(
    [Option("of the norm that gives a row its length, ≥ 1", "the paper; torchdistill has 1")] double order = 2)
    : MapLoss
{
    private readonly double order = Setting.Positive(order);

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs) =>
        pairs.Select(pair => (Similarity(pair.Student) - Similarity(pair.Teacher)).square().mean());

    private Tensor Similarity(Tensor map)
    {
        var rows = map.flatten(1);
        return nn.functional.normalize(rows.matmul(rows.t()), order);
    }
}
