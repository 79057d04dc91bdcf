using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Losses between logits and between embeddings.</summary>
public sealed class LossGolden : IGoldenRoom
{
    private const string OtherVariant = "another library's variant of an offered loss";

    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["loss.cross_entropy"] = CrossEntropyOf,
        ["loss.kd_hinton"] = golden => Gradients(golden, new KnowledgeDistillation(golden.Number("T"))),
        ["loss.kd_ce"] = golden => Gradients(golden, new WeightedLoss(
            (golden.Number("alpha"), new KnowledgeDistillation(golden.Number("T"))),
            (1 - golden.Number("alpha"), new CrossEntropy()))),
        ["loss.rkd_distance"] = golden => Gradients(golden, Loss("rkd.distance")),
        ["loss.rkd_angle"] = golden => Gradients(golden, Loss("rkd.angle")),
        ["loss.rkd.repdistiller"] = golden => Gradients(golden, Loss("rkd",
            ("distance", golden.Params.GetProperty("w_d").GetRawText()), ("angle", golden.Params.GetProperty("w_a").GetRawText()))),
        ["loss.dkd"] = golden => Gradients(golden, new DecoupledDistillation(golden.Number("T"), golden.Number("alpha"), golden.Number("beta"))),
        ["loss.pkt"] = golden => Gradients(golden, Loss("pkt")),
        ["loss.mkd_absolute"] = golden => Gradients(golden, Loss("mkd.absolute")),
        ["loss.mkd_relative"] = golden => Gradients(golden, Loss("mkd.relative")),
        ["loss.correlation"] = golden => Gradients(golden, Loss("cc")),
        ["loss.darkrank_hard"] = golden => Gradients(golden, Loss("darkrank",
            [.. new[] { ("alpha", "alpha"), ("beta", "beta"), ("length", "permute_len") }
                .Select(p => (p.Item1, golden.Params.GetProperty(p.Item2).GetRawText()))])),
        ["loss.darkrank_hard.tusimple"] = golden => Ranked(golden, "darkrank.list"),
        ["loss.darkrank_soft"] = golden => Ranked(golden, "darkrank.soft", ("length", "list_length")),
    };

    public IReadOnlyDictionary<string, string> NotOffered { get; } = new Dictionary<string, string>
    {
        ["loss.kd_hinton.torchdistill"] = OtherVariant,
        ["loss.kd_logit_standardized"] = OtherVariant,
        ["loss.rkd.mdistiller"] = OtherVariant,
        ["loss.correlation.kdzoo"] = OtherVariant,
        ["loss.correlation.torchdistill"] = OtherVariant,
        ["loss.attention_transfer.torchdistill_paper"] = OtherVariant,
        ["loss.similarity_preserving.torchdistill"] = OtherVariant,
    };

    private static DistillationLoss Loss(string name, params (string Name, string Value)[] options) =>
        LossRegistry.Create(name, options.ToDictionary(o => o.Name, o => o.Value), new LossContext(1, 1, 1, () => zeros(1, 1), 0));

    private static Dictionary<string, Tensor> CrossEntropyOf(GoldenCase golden)
    {
        var weights = golden.Inputs.TryGetValue("class_weight", out var given) ? given.Data : null;
        var loss = new CrossEntropy(golden.Number("label_smoothing"), weights);
        return golden.Params.GetProperty("reduction").GetString() == "mean"
            ? Gradients(golden, loss)
            // the mean times the number of labels that count; no case sums with class weights
            : Gradients(golden, new WeightedLoss((golden.Inputs["labels"].Data.Count(l => l >= 0), loss)));
    }

    /// <summary>The reference's own gradient, and as grad.student.full that of its value.</summary>
    private static Dictionary<string, Tensor> Ranked(GoldenCase golden, string name, params (string Ours, string Theirs)[] more)
    {
        (string, string)[] options =
        [
            ("normalize", "none"),
            .. new[] { ("power", "power"), ("scale", "scale") }.Concat(more).Select(p => (p.Item1, golden.Params.GetProperty(p.Item2).GetRawText())),
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
