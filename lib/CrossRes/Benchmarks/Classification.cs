using CrossRes.Data;
using CrossRes.Metrics;
using CrossRes.Models;

namespace CrossRes.Benchmarks;

/// <summary>Images of the same classes to learn from and to be tested on.</summary>
public sealed class Classification(ImageSet train, ImageSet test, Normalization normalization)
    : SplitBenchmark(train, test, normalization)
{
    public const string Top1 = "top-1 accuracy", Top5 = "top-5 accuracy";

    public override string Headline => Top1;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var source = transform.Batches(TestImages, Normalization);
        var (top1, top5) = Evaluator.TopK(model, source, transform.Side);
        return new Dictionary<string, double> { [Top1] = top1, [Top5] = top5 };
    }
}
