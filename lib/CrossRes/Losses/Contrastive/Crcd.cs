using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Complementary relation contrastive distillation (Zhu et al. 2021): as CRD between relations, the directions from
/// anchors to embeddings. The anchors are the other network's memories of the whole batch, so there are N² queries.
/// The authors' code, which leaves out the paper's relation of gradients, adds 10⁻⁶ to each difference.
/// </summary>
public sealed class ComplementaryRelation : ContrastiveLoss
{
    private const double Shift = 1e-6;
    private const string Provenance = "the authors' code";

    public static LossEntry Entry { get; } = new(
        "crcd", "CRCD (Zhu et al. 2021), feature relations",
        @"\text{CRD's loss over } i,j \text{ with } P_{ijk}=\frac1Z\exp\Big(\tfrac1T\Big\langle\frac{g_s(s_i)-m^t_j}{\lVert\cdot\rVert},\frac{m^t_{ik}-m^t_j}{\lVert\cdot\rVert}\Big\rangle\Big)",
        [
            .. Settings("500", "0.05", Provenance),
            new("head", "linear", "g: linear, three layers, or none (equal widths)", Provenance, "linear", "nonlinear", "none"),
        ],
        (options, context) => options["head"] == "none" && context.StudentEmbedding != context.TeacherEmbedding
            ? throw new ArgumentException(
                $"loss crcd with head=none needs equal widths, not {context.StudentEmbedding} (student) and {context.TeacherEmbedding} (teacher): set head=linear")
            : new ComplementaryRelation(options, context))
    {
        Weight = new(1, "the authors' code, with 0.9 on KD"),
        Golden = ["loss.crcd"],
    };

    private ComplementaryRelation(LossOptions options, LossContext context) : base("crcd", options, context, options["head"], unitMemory: true) { }

    /// <summary>
    /// With u = query + 10⁻⁶, w = memory + 10⁻⁶ and anchor a: ⟨u − a, w − a⟩ from dot products, N × N × (1 + K) numbers.
    /// In float64, for the memory of an anchor itself is only 10⁻⁶ away from it.
    /// </summary>
    private protected override Tensor Cosines(Tensor queries, Tensor memory, Tensor indices, Tensor drawn)
    {
        var u = queries.to_type(ScalarType.Float64) + Shift;
        memory = memory.to_type(ScalarType.Float64);
        var (a, w) = (memory.index_select(0, indices), memory + Shift);
        var ofAnchors = Of(a.square().sum(1).unsqueeze(1) - a.matmul(w.t()), drawn);
        var ofQueries = u.matmul(w.t()).gather(1, drawn).unsqueeze(1) - u.matmul(a.t()).unsqueeze(2);
        var lengths = Length(u, a).unsqueeze(2) * Of(Length(a, w), drawn);
        return ((ofQueries + ofAnchors) / lengths).to_type(queries.dtype);
    }

    /// <summary>Values of (anchor j, image) [N, images] at the images drawn for i: [i, j, k].</summary>
    private static Tensor Of(Tensor values, Tensor drawn) =>
        values.index_select(1, drawn.flatten()).view(values.shape[0], drawn.shape[0], drawn.shape[1]).transpose(0, 1);

    // differences first: dot products would lose the small ones
    private static Tensor Length(Tensor a, Tensor b) => cdist(a, b, 2, compute_mode.donot_use_mm_for_euclid_dist).clamp_min(1e-12);
}
