using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Losses between logits and between embeddings.</summary>
public sealed class LossGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["loss.cross_entropy"] = CrossEntropyOf,
        ["loss.kd_hinton"] = golden => Gradients(golden, new KnowledgeDistillation(golden.Number("T"))),
        ["loss.kd_hinton.torchdistill"] = HardAndSoft,
        ["loss.kd_logit_standardized"] = golden => Gradients(golden, new KnowledgeDistillation(golden.Number("T")) { Standardized = true }),
        ["loss.kd_ce"] = golden => Gradients(golden, new WeightedLoss(
            (golden.Number("alpha"), new KnowledgeDistillation(golden.Number("T"))),
            (1 - golden.Number("alpha"), new CrossEntropy()))),
        ["loss.rkd_distance"] = golden => Gradients(golden, Loss("rkd.distance")),
        ["loss.rkd_angle"] = golden => Gradients(golden, Loss("rkd.angle")),
        ["loss.rkd.repdistiller"] = golden => Gradients(golden, Loss("rkd",
            ("distance", golden.Params.Option("w_d")), ("angle", golden.Params.Option("w_a")))),
        ["loss.rkd.mdistiller"] = golden => Gradients(golden, Loss("rkd",
            ("distance", golden.Params.Option("w_d")), ("angle", golden.Params.Option("w_a")),
            ("squared", golden.Params.Option("squared")), ("floor", golden.Params.Option("eps")))),
        ["loss.dkd"] = golden => Gradients(golden, new DecoupledDistillation(golden.Number("T"), golden.Number("alpha"), golden.Number("beta"))),
        ["loss.pkt"] = golden => Gradients(golden, Loss("pkt")),
        ["loss.mkd_absolute"] = golden => Gradients(golden, Loss("mkd.absolute")),
        ["loss.mkd_relative"] = golden => Gradients(golden, Loss("mkd.relative")),
        ["loss.correlation"] = golden => Gradients(golden, Loss("cc")),
        ["loss.correlation.kdzoo"] = golden => Gradients(golden, Loss("cc", ("relation", "gaussian"), ("normalize", "both"),
            ("gamma", golden.Params.Option("gamma")), ("order", golden.Params.Option("P_order")))),
        ["loss.correlation.torchdistill"] = golden => Gradients(golden, Loss("cc", ("relation", golden.Params.Option("kernel")),
            ("gamma", golden.Params.Option("gamma")), ("order", golden.Params.Option("max_p")),
            ("error", golden.Params.Text("reduction") == "batchmean" ? "norm-mean" : "norm"))),
        ["loss.darkrank_hard"] = golden => Gradients(golden, Loss("darkrank",
            [.. new[] { ("alpha", "alpha"), ("beta", "beta"), ("length", "permute_len") }
                .Select(p => (p.Item1, golden.Params.Option(p.Item2)))])),
        ["loss.darkrank_hard.tusimple"] = golden => Ranked(golden, "darkrank.list"),
        ["loss.darkrank_soft"] = golden => Ranked(golden, "darkrank.soft", ("length", "list_length")),
    };

    private static DistillationLoss Loss(string name, params (string Name, string Value)[] options) =>
        LossRegistry.Create(name, options.ToDictionary(o => o.Name, o => o.Value), new LossContext(1, 1, 1, () => zeros(1, 1), 0));

    private static Dictionary<string, Tensor> CrossEntropyOf(GoldenCase golden) =>
        Gradients(golden, new CrossEntropy(golden.Number("label_smoothing"), golden.Inputs.GetValueOrDefault("class_weight")?.Data)
        {
            Summed = golden.Params.Text("reduction") == "sum", Ignored = (long)golden.Number("ignore_index"),
        });

    /// <summary>α · cross-entropy + β · T² · KL; without α the divergence alone, and as it is.</summary>
    private static Dictionary<string, Tensor> HardAndSoft(GoldenCase golden)
    {
        var (alpha, reduction) = (golden.Params.Number("alpha", 0), golden.Params.Text("reduction"));
        var beta = golden.Params.Number("beta", 1 - alpha);
        var soft = new KnowledgeDistillation(golden.Number("T")) { Scaled = alpha != 0, Average = reduction == "batchmean" ? "images" : reduction };
        return Gradients(golden, alpha == 0 ? soft : new WeightedLoss((alpha, new CrossEntropy { Summed = reduction == "sum" }), (beta, soft)));
    }

    /// <summary>The reference's own gradient, and as grad.student.full that of its value.</summary>
    private static Dictionary<string, Tensor> Ranked(GoldenCase golden, string name, params (string Ours, string Theirs)[] more)
    {
        (string, string)[] options =
        [
            ("normalize", "none"),
            .. new[] { ("power", "power"), ("scale", "scale") }.Concat(more).Select(p => (p.Item1, golden.Params.Option(p.Item2))),
        ];
        var results = Gradients(golden, Loss(name, options));
        results["grad.student.full"] = Gradients(golden, Loss(name, [.. options, ("gradient", "full")]))["grad.student"];
        results["grad.student"] *= golden.Number("grad_scale");
        return results;
    }

    /// <summary>Value and gradients of a loss whose views all show the case's one student and teacher array.</summary>
    private static Dictionary<string, Tensor> Gradients(GoldenCase golden, DistillationLoss loss)
    {
        using var module = loss;
        var student = golden.Float64("student", requiresGrad: true);
        var teacher = golden.Inputs.ContainsKey("teacher") ? golden.Float64("teacher") : student;
        var labels = golden.Inputs.ContainsKey("labels") ? golden.Int64("labels") : zeros(student.shape[0], dtype: int64);
        var value = loss.Forward(new Views(student, student, [student]), new Views(teacher, teacher, [teacher]), labels);
        value.backward();
        return new() { ["value"] = value, ["grad.student"] = student.grad! };
    }
}
