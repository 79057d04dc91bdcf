using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Complementary relation contrastive distillation (Zhu et al. 2021): as CRD between relations, the directions from
/// anchors to embeddings. The anchors are the other network's memories of the whole batch, so there are N² queries.
/// The authors' code, which leaves out the paper's relation of gradients, adds 10⁻⁶ to each difference.
/// </summary>
[Loss("crcd", "CRCD (Zhu et al. 2021), feature relations",
    @"\text{CRD's loss over } i,j \text{ with } P_{ijk}=\frac1Z\exp\Big(\tfrac1T\Big\langle"
    + @"\frac{g_s(s_i)-m^t_j}{\lVert\cdot\rVert},\frac{m^t_{ik}-m^t_j}{\lVert\cdot\rVert}\Big\rangle\Big)",
    WeightFrom = "the authors' code, with 0.9 on KD",
    Golden = new[] { "loss.crcd" })]
public sealed class Crcd(
    [Option(ContrastiveLoss.OfNegatives, Crcd.Code)] int negatives = 500,
    [Option(ContrastiveLoss.OfTemperature, Crcd.Code)] double temperature = 0.05,
    [Option(ContrastiveLoss.OfWidth, Crcd.Code)] int width = 128,
    [Option(ContrastiveLoss.OfMomentum, Crcd.Code)] double momentum = 0.5,
    [Option("g: linear, three layers, or none (equal widths)", Crcd.Code)] Head head = Head.Linear)
    : ContrastiveLoss(negatives, temperature, width, momentum, head, unitMemory: true)
{
    private const string Code = "the authors' code";
    private const double Shift = 1e-6;

    private readonly Head head = head;

    protected override void Build(LossContext context)
    {
        if (head == Head.None && context.StudentEmbedding != context.TeacherEmbedding)
            throw new ArgumentException($"loss {Name} with head=none needs equal widths, "
                + $"not {context.StudentEmbedding} (student) and {context.TeacherEmbedding} (teacher): "
                + "set head=linear");
        base.Build(context);
    }

    /// <summary>
    /// With u = query + 10⁻⁶, w = memory + 10⁻⁶ and anchor a: ⟨u − a, w − a⟩ from dot products, N × N × (1 + K)
    /// numbers. In float64, for the memory of an anchor itself is only 10⁻⁶ away from it.
    /// </summary>
    private protected override Tensor Cosines(Tensor queries, Tensor memory, Tensor indices, Tensor drawn)
    {
        var u = queries.to_type(ScalarType.Float64) + Shift;
        memory = memory.to_type(ScalarType.Float64);
        var (a, w) = (memory.index_select(0, indices), memory + Shift);
        var ofAnchors = AtDrawn(a.square().sum(1).unsqueeze(1) - a.matmul(w.t()), drawn);
        var ofQueries = u.matmul(w.t()).gather(1, drawn).unsqueeze(1) - u.matmul(a.t()).unsqueeze(2);
        var lengths = Length(u, a).unsqueeze(2) * AtDrawn(Length(a, w), drawn);
        return ((ofQueries + ofAnchors) / lengths).to_type(queries.dtype);
    }

    /// <summary>Values of (anchor j, image) [N, images] at the images drawn for i: [i, j, k].</summary>
    private static Tensor AtDrawn(Tensor values, Tensor drawn) => values.index_select(1, drawn.flatten())
        .view(values.shape[0], drawn.shape[0], drawn.shape[1]).transpose(0, 1);

    // differences first: dot products would lose the small ones
    private static Tensor Length(Tensor a, Tensor b) =>
        cdist(a, b, 2, compute_mode.donot_use_mm_for_euclid_dist).clamp_min(1e-12);
}
