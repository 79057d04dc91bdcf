using CrossRes.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Pairs of faces; our rates are percentages, the references' are shares.</summary>
public sealed class VerificationGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["metric.lfw_10fold"] = golden => Accuracy(TenFold.Measure(Pairs(golden), Thresholds(golden))),
        ["metric.lfw_10fold.embeddings"] = golden =>
        {
            var facenet = golden.Params.Flag("facenet");
            var angle = facenet && golden.Number("distance_metric") == 1;
            var pairs = PairFolds.Split(
                golden.Float64("embeddings"), Same(golden), (int)golden.Number("nrof_folds"),
                angle ? PairMetric.Angle : PairMetric.SquaredEuclidean, facenet && golden.Params.Flag("subtract_mean"));
            var results = Accuracy(TenFold.Measure(pairs));
            if (!facenet)
            {
                var rates = TarAtFar.InFolds(pairs, golden.Number("far_target"));
                foreach (var (name, value) in new[] { ("tar", rates.True), ("tar_std", rates.Deviation), ("far", rates.False) })
                    results[name] = tensor(value / 100);
            }
            return results;
        },
        ["metric.tar_at_far.lfw"] = golden =>
        {
            var rates = TarAtFar.InFolds(Pairs(golden), golden.Number("far_target"), Thresholds(golden));
            return new Dictionary<string, Tensor>
            {
                ["value"] = tensor(rates.True / 100),
                ["std"] = tensor(rates.Deviation / 100),
                ["far"] = tensor(rates.False / 100),
            };
        },
        ["metric.tar_at_far.roc"] = golden =>
        {
            var curve = new RocCurve(golden.Inputs["scores"].Data, Same(golden));
            var points = golden.Params.Numbers("far_targets").Select(curve.Nearest).ToArray();
            return new Dictionary<string, Tensor>
            {
                ["value"] = tensor(points.Select(p => p.True / 100).ToArray()),
                ["far"] = tensor(points.Select(p => p.False / 100).ToArray()),
                ["num_roc_points"] = tensor((double)curve.Points.Count),
            };
        },
    };

    private static PairFolds Pairs(GoldenCase golden) => new(golden.Inputs["distances"].Data, Same(golden), (int)golden.Number("nrof_folds"));

    private static bool[] Same(GoldenCase golden) => [.. golden.Inputs["issame"].Data.Select(s => s == 1)];

    private static double[] Thresholds(GoldenCase golden)
    {
        var (start, stop, step) = (golden.Number("threshold_start"), golden.Number("threshold_stop"), golden.Number("threshold_step"));
        return [.. Enumerable.Range(0, (int)Math.Ceiling((stop - start) / step)).Select(k => start + k * step)];
    }

    private static Dictionary<string, Tensor> Accuracy(TenFoldResult result) => new()
    {
        ["value"] = tensor(result.Accuracy / 100),
        ["std"] = tensor(result.Deviation / 100),
        ["accuracy_per_fold"] = tensor(result.FoldAccuracies) / 100,
        ["best_threshold_per_fold"] = tensor(result.FoldThresholds),
        ["tpr"] = tensor(result.TrueAccepts) / 100,
        ["fpr"] = tensor(result.FalseAccepts) / 100,
    };
}
