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
        [
            new("temperature", "4", "T > 0; higher compares the small probabilities too", "RKD's CIFAR-100 table and RepDistiller"),
            new("standardize", "no", "whether each image's logits are first brought to mean 0 and deviation 1 (Sun et al. 2024)", "Hinton et al.", "no", "yes"),
            new("scaled", "yes", "whether the divergence is multiplied by T²", "Hinton et al.", "yes", "no"),
            new("average", "images", "over images; over all N·C entries; or the sum", "Hinton et al.", "images", "mean", "sum"),
        ],
        (options, _) => new KnowledgeDistillation(options.Positive("temperature"))
        {
            Standardized = options["standardize"] == "yes", Scaled = options["scaled"] == "yes", Average = options["average"],
        })
    {
        Weight = new(0.9, "RepDistiller, with 0.1 on cross-entropy"),
        Golden = ["loss.kd_hinton", "loss.kd_hinton.torchdistill", "loss.kd_logit_standardized", "loss.kd_ce"],
    };

    /// <summary>Whether each image's logits are brought to mean 0 and (unbiased) deviation 1.</summary>
    public bool Standardized { get; init; }

    /// <summary>Whether the divergence is multiplied by T².</summary>
    public bool Scaled { get; init; } = true;

    /// <summary>images, mean (over all N·C entries) or sum.</summary>
    public string Average { get; init; } = "images";

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var learned = nn.functional.log_softmax(Scores(student.Logits), 1);
        var target = nn.functional.softmax(Scores(teacher.Logits), 1);
        var divergence = nn.functional.kl_div(learned, target, log_target: false, nn.Reduction.Sum);
        var terms = Average switch { "sum" => 1, "mean" => student.Logits.numel(), _ => student.Logits.shape[0] };
        return divergence * ((Scaled ? temperature * temperature : 1) / terms);
    }

    private Tensor Scores(Tensor logits)
    {
        if (Standardized)
            logits = (logits - logits.mean([1], keepdim: true)) / (logits.std(1, unbiased: true, keepdim: true) + 1e-7);
        return logits / temperature;
    }
}
