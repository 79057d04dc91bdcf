using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Similarity-preserving distillation (Tung and Mori 2019): per stage the batch's Gram matrix of flattened maps, its
/// rows of length 1, compared by the squared Frobenius distance over N².
/// </summary>
/// <param name="order">Of the norm that gives a row its length.</param>
public sealed class SimilarityPreserving(double order = 2) : MapLoss("sp")
{
    public static LossEntry Entry { get; } = new(
        "sp", "SP (Tung, Mori 2019), eq. 4",
        @"\sum_l\frac1{N^2}\lVert G^t_l-G^s_l\rVert_F^2,\quad G=\text{rows of } FF^\top \text{ of length } 1",
        [new("order", "2", "of the norm that gives a row its length, ≥ 1", "the paper; torchdistill has 1")],
        (options, _) => new SimilarityPreserving(options.Positive("order")))
    {
        Weight = new(3000, "RepDistiller"),
        Golden = ["loss.similarity_preserving", "loss.similarity_preserving.torchdistill"],
    };

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher) =>
        student.Zip(teacher, (s, t) => (Similarity(s) - Similarity(t)).square().mean());

    private Tensor Similarity(Tensor map)
    {
        var rows = map.flatten(1);
        return nn.functional.normalize(rows.matmul(rows.t()), order);
    }
}
