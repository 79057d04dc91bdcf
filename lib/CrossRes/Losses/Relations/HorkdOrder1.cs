using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's 1-order relation (eq. 2): each student embedding at a small distance from its teacher embedding. The paper
/// leaves the distance open. Where the widths differ, a learned linear map without bias brings the student's
/// embedding to the teacher's width.
/// </summary>
public sealed class HorkdOrder1 : EmbeddingLoss
{
    public static LossEntry Entry { get; } = new(
        "horkd.1", "HORKD (Ge et al. 2020), eq. 2",
        @"\frac1N\sum_i d(t_i, A s_i),\quad d(u,v)=\lVert u-v\rVert_2^2",
        [
            new("distance", "l2", "d: squared L2, L1, Huber, or 1 − cosine", "our choice; HORKD says a distance", "l2", "l1", "huber", "cosine"),
            new("dimensions", "sum", "how d reduces over the embedding (cosine: not used)", "our choice: the norm as printed", "sum", "mean"),
            new("adapter", "auto", "linear map A on the student: where widths differ, always, never", "our choice; HORKD needs equal widths and gives no map", "auto", "always", "never"),
            Reduction.Option,
            .. FeatureChoice.Options,
        ],
        (options, context) => new HorkdOrder1(options, FeatureChoice.From(options), context))
    {
        Weight = new(1, "HORKD, eq. 8: none printed"),
        NoReference = "its authors published no code; tests compute the equations directly",
    };

    private readonly LossOptions options;
    private readonly Linear? adapter;

    private HorkdOrder1(LossOptions options, FeatureChoice features, LossContext context) : base(nameof(HorkdOrder1), features)
    {
        this.options = options;
        var from = features.Width(context.StudentEmbedding, context.Classes);
        var to = features.Width(context.TeacherEmbedding, context.Classes);
        if (options["adapter"] == "never" && from != to)
            throw new ArgumentException($"loss horkd.1 compares widths {from} (student) and {to} (teacher): set adapter=auto");
        adapter = LinearMap.Between(from, to, options["adapter"] == "always");
        register_module("adapter", adapter!);
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        var learned = adapter is null ? student : adapter.call(student);
        var distances = options["distance"] switch
        {
            "l1" => OverDimensions((learned - teacher).abs()),
            "huber" => OverDimensions(nn.functional.smooth_l1_loss(learned, teacher, nn.Reduction.None)),
            "cosine" => 1 - (nn.functional.normalize(learned) * nn.functional.normalize(teacher)).sum(1),
            _ => OverDimensions((learned - teacher).square()),
        };
        return distances.sum() * Reduction.Scale(options["reduction"], student.shape[0]);
    }

    private Tensor OverDimensions(Tensor elements) => options["dimensions"] == "sum" ? elements.sum(1) : elements.mean([1]);
}
