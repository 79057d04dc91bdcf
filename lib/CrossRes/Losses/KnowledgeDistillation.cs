using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Softened class scores (Hinton, Vinyals, Dean 2015): T² times the Kullback–Leibler divergence of the student's
/// softmax from the teacher's, summed over classes and averaged over the batch. Classes to which the teacher gives
/// probability 0 contribute 0.
/// </summary>
public sealed class KnowledgeDistillation(double temperature = 4) : DistillationLoss(nameof(KnowledgeDistillation))
{
    public static LossEntry Entry { get; } = new(
        "kd", "Hinton, Vinyals, Dean 2015, Distilling the Knowledge in a Neural Network",
        @"\frac{T^2}{N}\sum_i \mathrm{KL}\big(\mathrm{softmax}(z^t_i/T)\,\Vert\,\mathrm{softmax}(z^s_i/T)\big)",
        [new("temperature", "4", "T > 0; higher compares the small probabilities too", "RKD's CIFAR-100 table and RepDistiller")],
        (options, _) => new KnowledgeDistillation(options.Positive("temperature")))
    {
        Weight = new(0.9, "RepDistiller, with 0.1 on cross-entropy"),
        Golden = ["loss.kd_hinton", "loss.kd_ce"],
    };

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var learned = nn.functional.log_softmax(student.Logits / temperature, 1);
        var target = nn.functional.softmax(teacher.Logits / temperature, 1);
        var divergence = nn.functional.kl_div(learned, target, log_target: false, nn.Reduction.Sum);
        return divergence * (temperature * temperature / student.Logits.shape[0]);
    }
}
