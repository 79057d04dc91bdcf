using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Decoupled knowledge distillation (Zhao et al. 2022): Hinton's divergence split into the target against all other
/// classes, and the other classes among themselves, with a weight each.
/// </summary>
[Loss("dkd", "DKD (Zhao et al. 2022), eq. 7",
    @"\frac{T^2}{N}\sum_i\alpha\,\mathrm{KL}(b^t_i\Vert b^s_i)+\beta\,\mathrm{KL}(\hat p^t_i\Vert\hat p^s_i)",
    WeightFrom = "the authors' code for CIFAR-100",
    Golden = new[] { "loss.dkd" })]
public sealed class Dkd(
    [Option("T > 0", "the authors' code for CIFAR-100")]
    double temperature = 4,
    [Option("weight of target against the rest", "the authors' code for CIFAR-100")]
    double alpha = 1,
    [Option("weight of the rest among themselves", "the authors' code for ResNet32x4; it varies between networks")]
    double beta = 8)
    : DistillationLoss
{
    // what removes a class from a softmax, at any temperature
    private const double Masked = 1e30;

    private readonly double temperature = Setting.Positive(temperature);

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var mask = nn.functional.one_hot(targets.Labels, student.Logits.shape[1]).to_type(student.Logits.dtype);
        var (s, t) = (Split(student.Logits, mask), Split(teacher.Logits, mask));
        return (alpha * Divergence(t.Target, s.Target) + beta * Divergence(t.Other, s.Other))
            * (temperature * temperature / student.Logits.shape[0]);
    }

    /// <summary>log of (target, rest) [N, 2] and log of the softmax without the target [N, C].</summary>
    private (Tensor Target, Tensor Other) Split(Tensor logits, Tensor mask)
    {
        var log = nn.functional.log_softmax(logits / temperature, 1);
        var rest = (log - Masked * mask).logsumexp(1);
        var others = nn.functional.log_softmax(logits / temperature - Masked * mask, 1);
        return (stack([(log * mask).sum(1), rest], 1), others);
    }

    private static Tensor Divergence(Tensor logTeacher, Tensor logStudent) =>
        nn.functional.kl_div(logStudent, logTeacher.exp(), log_target: false, nn.Reduction.Sum);
}
