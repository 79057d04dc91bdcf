using CrossRes.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Our rates are percentages, the references' are shares except top-k accuracy.</summary>
public sealed class MetricGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["metric.topk_accuracy"] = golden =>
        {
            var (logits, labels) = (golden.Float64("logits"), golden.Int64("labels"));
            var ks = golden.Params.Integers("topk");
            return new Dictionary<string, Tensor>
            {
                ["value"] = tensor(ks.Select(k => TopK.Accuracy(logits, labels, k)).ToArray()),
                ["error"] = tensor(ks.Select(k => TopK.Error(logits, labels, k)).ToArray()),
            };
        },
        ["metric.recall_at_k"] = golden => Recall(golden, golden.Params.Integers("K")),
        ["metric.recall_at_k.yulu0724"] = golden =>
            Recall(golden, golden.Params.Flag("products") ? [1, 10, 100, 1000] : [1, 2, 4, 8, 16]),
        ["metric.retrieval.pml"] = Retrieve,
        ["metric.nmi"] = golden =>
        {
            var (labels, clusters) = (golden.Int64("labels").data<long>().ToArray(), golden.Int64("clusters").data<long>().ToArray());
            var mean = Enum.Parse<EntropyMean>(golden.Params.Text("average_method"), ignoreCase: true);
            return new Dictionary<string, Tensor>
            {
                ["value"] = tensor(ClusterAgreement.Normalized(labels, clusters, mean)),
                ["ami"] = tensor(ClusterAgreement.Adjusted(labels, clusters, mean)),
            };
        },
    };

    private static Dictionary<string, Tensor> Recall(GoldenCase golden, int[] ks) =>
        new() { ["value"] = tensor(RecallAtK.Percent(golden.Float64("embeddings"), golden.Int64("labels"), ks)) / 100 };

    private static Dictionary<string, Tensor> Retrieve(GoldenCase golden)
    {
        Tensor Embeddings(string name) => golden.Params.Flag("normalize_embeddings")
            ? nn.functional.normalize(golden.Float64(name))
            : golden.Float64(name);
        var scores = Retrieval.Scores(
            Embeddings("embeddings"), golden.Int64("labels"),
            golden.Inputs.ContainsKey("reference") ? (Embeddings("reference"), golden.Int64("reference_labels")) : null,
            golden.Params.Flag("avg_of_avgs"),
            golden.Params.Has("k") ? golden.Params.Whole("k") : null,
            golden.Params.Flag("ref_includes_query"));
        return new()
        {
            ["precision_at_1"] = tensor(scores.PrecisionAt1) / 100,
            ["r_precision"] = tensor(scores.RPrecision) / 100,
            ["mean_average_precision_at_r"] = tensor(scores.MeanAveragePrecisionAtR) / 100,
            ["mean_average_precision"] = tensor(scores.MeanAveragePrecision) / 100,
        };
    }
}
