using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 1-order relation (eq. 2): each student embedding at a small distance from its teacher embedding. The paper
/// leaves the distance open. Where the widths differ, a learned linear map without bias brings the student's
/// embedding to the teacher's width.
/// </summary>
[Loss("horkd.1", "HORKD (Ge et al. 2020), eq. 2",
    @"\frac1N\sum_i d(t_i, A s_i),\quad d(u,v)=\lVert u-v\rVert_2^2",
    WeightFrom = Horkd.DeltaFrom,
    NoReference = Horkd.NoCode)]
public sealed class HorkdOrder1(
    [Option("d: squared L2, L1, Huber, or 1 − cosine", "our choice; HORKD says a distance")]
    HorkdOrder1.Distance distance = HorkdOrder1.Distance.L2,
    [Option(HorkdOrder1.OverDimensions, HorkdOrder1.OverDimensionsFrom)]
    HorkdOrder1.Dimensions dimensions = HorkdOrder1.Dimensions.Sum,
    [Option("linear map A on the student: where widths differ, always, never",
        "our choice; HORKD needs equal widths and gives no map")]
    Adapter adapter = Adapter.Auto,
    Reduction reduction = Reduction.Mean,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : EmbeddingLoss(feature, normalize)
{
    public enum Distance { L2, L1, Huber, Cosine }

    public enum Dimensions { Sum, Mean }

    internal const string
        OverDimensions = "how d reduces over the embedding (cosine: not used)",
        OverDimensionsFrom = "our choice: the norm as printed";

    private Linear? map;

    protected override void Build(LossContext context)
    {
        var (from, to) = Widths(context);
        if (adapter == Adapter.Never && from != to)
            throw new ArgumentException(
                $"loss {Name} compares widths {from} (student) and {to} (teacher): set adapter=auto");
        map = Part("adapter", LinearAdapter.Between(from, to, adapter == Adapter.Always));
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var learned = map is null ? student : map.call(student);
        var distances = distance switch
        {
            Distance.L1 => Reduce((learned - teacher).abs()),
            Distance.Huber => Reduce(nn.functional.smooth_l1_loss(learned, teacher, nn.Reduction.None)),
            Distance.Cosine => 1 - (nn.functional.normalize(learned) * nn.functional.normalize(teacher)).sum(1),
            _ => Reduce((learned - teacher).square()),
        };
        return distances.sum() * reduction.Scale(student.shape[0]);
    }

    private Tensor Reduce(Tensor elements) => dimensions == Dimensions.Sum ? elements.sum(1) : elements.mean([1]);
}
