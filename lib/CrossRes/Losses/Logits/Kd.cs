using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Softened class scores (Hinton, Vinyals, Dean 2015): T² times the Kullback–Leibler divergence of the student's
/// softmax from the teacher's, summed over classes and averaged over the batch. Classes to which the teacher gives
/// probability 0 contribute 0.
/// </summary>
[Loss("kd", "Hinton, Vinyals, Dean 2015, Distilling the Knowledge in a Neural Network",
    @"\frac{T^2}{N}\sum_i \mathrm{KL}\big(\mathrm{softmax}(z^t_i/T)\,\Vert\,\mathrm{softmax}(z^s_i/T)\big)",
    Weight = 0.9, WeightFrom = "RepDistiller, with 0.1 on cross-entropy",
    Golden = new[] { "loss.kd_hinton", "loss.kd_hinton.torchdistill", "loss.kd_logit_standardized", "loss.kd_ce" })]
public sealed class Kd(
    [Option("T > 0; higher compares the small probabilities too", "RKD's CIFAR-100 table and RepDistiller")]
    double temperature = 4,
    [Option("whether each image's logits are first brought to mean 0 and deviation 1 (Sun et al. 2024)",
        "Hinton et al.")]
    bool standardize = false,
    [Option("whether the divergence is multiplied by T²", "Hinton et al.")]
    bool scaled = true,
    [Option("over images; over all N·C entries; or the sum", "Hinton et al.")]
    Kd.Average average = Kd.Average.Images)
    : DistillationLoss
{
    public enum Average { Images, Mean, Sum }

    private readonly double temperature = Setting.Positive(temperature);

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var learned = nn.functional.log_softmax(Scores(student.Logits), 1);
        var target = nn.functional.softmax(Scores(teacher.Logits), 1);
        var divergence = nn.functional.kl_div(learned, target, log_target: false, nn.Reduction.Sum);
        var terms = average switch
        {
            Average.Sum => 1,
            Average.Mean => student.Logits.numel(),
            _ => student.Logits.shape[0],
        };
        return divergence * ((scaled ? temperature * temperature : 1) / terms);
    }

    private Tensor Scores(Tensor logits)
    {
        if (standardize)
            logits = (logits - logits.mean([1], keepdim: true)) / (logits.std(1, unbiased: true, keepdim: true) + 1e-7);
        return logits / temperature;
    }
}
