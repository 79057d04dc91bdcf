using CrossRes.Data;
using CrossRes.Metrics;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>Images of the same classes to learn from and to be tested on.</summary>
public sealed class Classification(ImageSet train, ImageSet test, Normalization normalization)
    : SplitBenchmark(train, test, normalization)
{
    public const string Top1 = "top-1 accuracy", Top5 = "top-5 accuracy";

    /// <summary>One image in so many of each class is held out for validation.</summary>
    private const int HeldOut = 5;

    public override string Headline => Top1;

    /// <summary>
    /// The training part alone: tested on the last fifth of each class's images, rounded up, and learning from the
    /// others.
    /// </summary>
    /// <returns>With images of its own; no test image is among them.</returns>
    public Classification Validation()
    {
        using var scope = NewDisposeScope();
        var labels = Train.Labels;
        var hot = nn.functional.one_hot(labels, Train.ClassNames.Count);
        // of each image how many of its class come after it, and how many there are
        var (place, count) = (hot.cumsum(0).gather(1, labels.unsqueeze(1)).squeeze(1), hot.sum(dim: 0)[labels]);
        var held = (count - place) * HeldOut < count;
        return new(Part(Train, "training images but the last fifth", held.logical_not()),
            Part(Train, "the last fifth of the training images", held), Normalization);
    }

    private static ImageSet Part(ImageSet all, string name, Tensor rows) => all with
    {
        Name = name,
        Images = all.Images[rows].DetachFromDisposeScope(),
        Labels = all.Labels[rows].DetachFromDisposeScope(),
    };

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var source = transform.Batches(TestImages, Normalization);
        var (top1, top5) = Evaluator.TopK(model, source, transform.Side);
        return new Dictionary<string, double> { [Top1] = top1, [Top5] = top5 };
    }
}
