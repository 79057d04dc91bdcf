using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Contrastive representation distillation (Tian et al. 2020), with memories as in the authors' code. The teacher's
/// head learns too; the teacher does not.
/// </summary>
public sealed class ContrastiveRepresentation : ContrastiveLoss
{
    public static LossEntry Entry { get; } = new(
        "crd", "CRD (Tian et al. 2020), eqs. 17 and 18",
        @"-\frac1N\sum_i\Big[\log\frac{P_{i0}}{P_{i0}+K/M}+\sum_{k=1}^{K}\log\frac{K/M}{P_{ik}+K/M}\Big]+\text{the same from teacher to student},\quad P_{ik}=\frac1Z e^{\langle g_s(s_i),m^t_{ik}\rangle/T}",
        Settings("16384", "0.07", "the authors' code for CIFAR-100"),
        (options, context) => new ContrastiveRepresentation(options, context))
    {
        Weight = new(0.8, "RepDistiller"),
        Golden = ["loss.crd"],
    };

    private ContrastiveRepresentation(LossOptions options, LossContext context) : base("crd", options, context, head: "linear", unitMemory: false) { }

    // all memories at once: N × images numbers are fewer than N × K × width
    private protected override Tensor Cosines(Tensor queries, Tensor memory, Tensor indices, Tensor drawn) =>
        queries.matmul(memory.t()).gather(1, drawn);
}
