using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Contrastive representation distillation (Tian et al. 2020), with memories as in the authors' code. The teacher's
/// head learns too; the teacher does not.
/// </summary>
[Loss("crd", "CRD (Tian et al. 2020), eqs. 17 and 18",
    @"-\frac1N\sum_i\Big[\log\frac{P_{i0}}{P_{i0}+K/M}+\sum_{k=1}^{K}\log\frac{K/M}{P_{ik}+K/M}\Big]"
    + @"+\text{the same from teacher to student},\quad P_{ik}=\frac1Z e^{\langle g_s(s_i),m^t_{ik}\rangle/T}",
    Weight = 0.8, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.crd" })]
public sealed class Crd(
    [Option(ContrastiveLoss.OfNegatives, Crd.Code)] int negatives = 16384,
    [Option(ContrastiveLoss.OfTemperature, Crd.Code)] double temperature = 0.07,
    [Option(ContrastiveLoss.OfWidth, Crd.Code)] int width = 128,
    [Option(ContrastiveLoss.OfMomentum, Crd.Code)] double momentum = 0.5)
    : ContrastiveLoss(negatives, temperature, width, momentum, Head.Linear, unitMemory: false)
{
    private const string Code = "the authors' code for CIFAR-100";

    // all memories at once: N × images numbers are fewer than N × K × width
    private protected override Tensor Cosines(Tensor queries, Tensor memory, Tensor indices, Tensor drawn) =>
        queries.matmul(memory.t()).gather(1, drawn);
}
