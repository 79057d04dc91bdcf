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
}
