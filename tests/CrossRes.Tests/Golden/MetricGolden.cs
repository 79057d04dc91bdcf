using CrossRes.Evaluation;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

public sealed class MetricGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["metric.topk_accuracy"] = golden =>
        {
            var (logits, labels) = (golden.Float64("logits"), golden.Int64("labels"));
            var ks = golden.Params.GetProperty("topk").EnumerateArray().Select(k => k.GetInt32()).ToArray();
            return new Dictionary<string, Tensor>
            {
                ["value"] = tensor(ks.Select(k => TopK.Accuracy(logits, labels, k)).ToArray()),
                ["error"] = tensor(ks.Select(k => TopK.Error(logits, labels, k)).ToArray()),
            };
        },
    };

    public IReadOnlyDictionary<string, string> NotOffered { get; } = new[]
    {
        "metric.recall_at_k", "metric.recall_at_k.yulu0724", "metric.retrieval.pml", "metric.lfw_10fold",
        "metric.lfw_10fold.embeddings", "metric.tar_at_far.lfw", "metric.tar_at_far.roc", "metric.nmi",
    }.ToDictionary(op => op, _ => "of retrieval and verification tables, which are not offered");
}
