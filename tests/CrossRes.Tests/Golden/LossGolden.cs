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
        ["loss.kd_hinton"] = golden => Gradients(golden, new Kd(golden.Number("T"))),
        ["loss.kd_hinton.torchdistill"] = HardAndSoft,
        ["loss.kd_logit_standardized"] = golden => Gradients(golden, new Kd(golden.Number("T"), standardize: true)),
        ["loss.kd_ce"] = golden => Gradients(golden, new LossSum(
            (golden.Number("alpha"), new Kd(golden.Number("T"))),
            (1 - golden.Number("alpha"), new CrossEntropy()))),
        ["loss.rkd_distance"] = golden => Gradients(golden, new RkdDistance()),
        ["loss.rkd_angle"] = golden => Gradients(golden, new RkdAngle()),
        ["loss.rkd.repdistiller"] = golden => Gradients(golden, new Rkd(golden.Number("w_d"), golden.Number("w_a"))),
        ["loss.rkd.mdistiller"] = golden => Gradients(golden, new Rkd(
            golden.Number("w_d"), golden.Number("w_a"), golden.Params.Flag("squared"), floor: golden.Number("eps"))),
        ["loss.dkd"] = golden => Gradients(golden, new Dkd(
            golden.Number("T"), golden.Number("alpha"), golden.Number("beta"))),
        ["loss.pkt"] = golden => Gradients(golden, new Pkt()),
        ["loss.mkd_absolute"] = golden => Gradients(golden, new MkdAbsolute()),
        ["loss.mkd_relative"] = golden => Gradients(golden, new MkdRelative()),
        ["loss.correlation"] = golden => Gradients(golden, new Cc()),
        ["loss.correlation.kdzoo"] = golden => Gradients(golden, new Cc(
            Cc.Relation.Gaussian, golden.Number("gamma"), golden.Params.Whole("P_order"), normalize: Normalize.Both)),
        ["loss.correlation.torchdistill"] = golden => Gradients(golden, Loss("cc",
            ("relation", golden.Params.Option("kernel")), ("gamma", golden.Params.Option("gamma")),
            ("order", golden.Params.Option("max_p")),
            ("error", golden.Params.Text("reduction") == "batchmean" ? "norm-mean" : "norm"))),
        ["loss.darkrank_hard"] = golden => Gradients(golden, new DarkRank(
            golden.Number("alpha"), golden.Number("beta"), golden.Params.Whole("permute_len"))),
        ["loss.darkrank_hard.tusimple"] = golden => Ranked(golden, "darkrank.list"),
        ["loss.darkrank_soft"] = golden => Ranked(golden, "darkrank.soft", ("length", "list_length")),
    };

    private static DistillationLoss Loss(string name, params (string Name, string Value)[] options) =>
        LossRegistry.Find(name).With(options.ToDictionary(o => o.Name, o => o.Value));

    private static Dictionary<string, Tensor> CrossEntropyOf(GoldenCase golden) =>
        Gradients(golden, new CrossEntropy(
            golden.Number("label_smoothing"), golden.Inputs.GetValueOrDefault("class_weight")?.Data,
            golden.Params.Text("reduction") == "sum" ? Reduction.Sum : Reduction.Mean,
            (long)golden.Number("ignore_index")));

    /// <summary>α · cross-entropy + β · T² · KL; without α the divergence alone, and as it is.</summary>
    private static Dictionary<string, Tensor> HardAndSoft(GoldenCase golden)
    {
        var (alpha, reduction) = (golden.Params.Number("alpha", 0), golden.Params.Text("reduction"));
        var beta = golden.Params.Number("beta", 1 - alpha);
        var soft = new Kd(golden.Number("T"), scaled: alpha != 0, average: reduction switch
        {
            "batchmean" => Kd.Average.Images, "mean" => Kd.Average.Mean, _ => Kd.Average.Sum,
        });
        return Gradients(golden, alpha == 0 ? soft : new LossSum(
            (alpha, new CrossEntropy(reduction: reduction == "sum" ? Reduction.Sum : Reduction.Mean)), (beta, soft)));
    }

    /// <summary>The reference's own gradient, and as grad.student.full that of its value.</summary>
    private static Dictionary<string, Tensor> Ranked(
        GoldenCase golden, string name, params (string Ours, string Theirs)[] more)
    {
        (string, string)[] options =
        [
            ("normalize", "none"),
            .. new[] { ("power", "power"), ("scale", "scale") }.Concat(more)
                .Select(p => (p.Item1, golden.Params.Option(p.Item2))),
        ];
        var results = Gradients(golden, Loss(name, options));
        var full = Gradients(golden, Loss(name, [.. options, ("gradient", "full")]));
        results["grad.student.full"] = full["grad.student"];
        results["grad.student"] *= golden.Number("grad_scale");
        return results;
    }

    /// <summary>Value and gradients of a loss; all outputs are the case's one student and teacher array.</summary>
    private static Dictionary<string, Tensor> Gradients(GoldenCase golden, DistillationLoss loss)
    {
        using var module = loss;
        var student = golden.Float64("student", requiresGrad: true);
        var teacher = golden.Inputs.ContainsKey("teacher") ? golden.Float64("teacher") : student;
        var labels = golden.Inputs.ContainsKey("labels")
            ? golden.Int64("labels")
            : zeros(student.shape[0], dtype: int64);
        var value = loss.Forward(Outputs(student), Outputs(teacher), labels);
        value.backward();
        return new() { ["value"] = value, ["grad.student"] = student.grad! };
    }

    private static NetworkOutputs Outputs(Tensor rows) => new(rows, rows, [rows]);
}
