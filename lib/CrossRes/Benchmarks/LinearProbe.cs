using CrossRes.Data;
using CrossRes.Metrics;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>
/// How good a network's features are for classes that it was not trained for: it is frozen, a linear layer is fitted to
/// its embeddings of the training images, and names the test images.
/// </summary>
/// <param name="absent">Images that were left out; null where none may be.</param>
public sealed class LinearProbe(ImageSet train, ImageSet test, Normalization normalization, int? absent = null)
    : SplitBenchmark(train, test, normalization)
{
    public const string Top1 = "linear probe's top-1 accuracy", Top5 = "linear probe's top-5 accuracy";

    public override string Headline => Top1;
    public override int? Absent => absent;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var scope = NewDisposeScope();
        var (learned, seen) = (Embeddings.Compute(model, Train, transform, Normalization),
            Embeddings.Compute(model, TestImages, transform, Normalization));
        var logits = LinearHead.Logits(learned, Train.Labels.to(learned.device), seen, Train.ClassNames.Count);
        var labels = TestImages.Labels.to(logits.device);
        return new Dictionary<string, double>
        {
            [Top1] = TopK.Accuracy(logits, labels, 1),
            [Top5] = TopK.Accuracy(logits, labels, Math.Min(5, Train.ClassNames.Count)),
        };
    }
}
