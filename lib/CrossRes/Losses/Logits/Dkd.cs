using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Decoupled knowledge distillation (Zhao et al. 2022): Hinton's divergence split into the target against all other
/// classes, and the other classes among themselves, with a weight each.
/// </summary>
public sealed class DecoupledDistillation(double temperature, double target, double other) : DistillationLoss(nameof(DecoupledDistillation))
{
    // what removes a class from a softmax, at any temperature
    private const double Masked = 1e30;

    public static LossEntry Entry { get; } = new(
        "dkd", "DKD (Zhao et al. 2022), eq. 7",
        @"\frac{T^2}{N}\sum_i\alpha\,\mathrm{KL}(b^t_i\Vert b^s_i)+\beta\,\mathrm{KL}(\hat p^t_i\Vert\hat p^s_i)",
        [
            new("temperature", "4", "T > 0", "the authors' code for CIFAR-100"),
            new("alpha", "1", "weight of target against the rest", "the authors' code for CIFAR-100"),
            new("beta", "8", "weight of the rest among themselves", "the authors' code for ResNet32x4; it varies between networks"),
        ],
        (options, _) => new DecoupledDistillation(options.Positive("temperature"), options.Number("alpha"), options.Number("beta")))
    {
        Weight = new(1, "the authors' code for CIFAR-100"),
        Golden = ["loss.dkd"],
    };

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var mask = nn.functional.one_hot(samples.Labels, student.Logits.shape[1]).to_type(student.Logits.dtype);
        var (s, t) = (Split(student.Logits, mask), Split(teacher.Logits, mask));
        return (target * Divergence(t.Target, s.Target) + other * Divergence(t.Other, s.Other))
            * (temperature * temperature / student.Logits.shape[0]);
    }

    /// <summary>log of (target, rest) [N, 2] and log of the softmax without the target [N, C].</summary>
    private (Tensor Target, Tensor Other) Split(Tensor logits, Tensor mask)
    {
        var log = nn.functional.log_softmax(logits / temperature, 1);
        var rest = (log - Masked * mask).logsumexp(1);
        return (stack([(log * mask).sum(1), rest], 1), nn.functional.log_softmax(logits / temperature - Masked * mask, 1));
    }

    private static Tensor Divergence(Tensor logTeacher, Tensor logStudent) =>
        nn.functional.kl_div(logStudent, logTeacher.exp(), log_target: false, nn.Reduction.Sum);
}
