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
    /// The training part alone: it learns from the first images of each class, of which it leaves one in five at least,
    /// and is tested on the next ones.
    /// </summary>
    /// <param name="learned">Of each class; null for as many as may be.</param>
    /// <param name="tested">Of each class; null for all that are left.</param>
    /// <returns>With images of its own; no test image is among them.</returns>
    public Classification Validation(int? learned, int? tested)
    {
        using var scope = NewDisposeScope();
        var labels = Train.Labels;
        var hot = nn.functional.one_hot(labels, Train.ClassNames.Count);
        // of each image which one of its class it is, from 1, and how many there are
        var (place, count) = (hot.cumsum(0).gather(1, labels.unsqueeze(1)).squeeze(1), hot.sum(dim: 0)[labels]);
        var first = (count * (HeldOut - 1)).div(HeldOut, RoundingMode.floor).clamp_max(learned ?? int.MaxValue);
        var last = first + (tested ?? int.MaxValue);
        return new(Part(Train, "training images to learn from", place <= first),
            Part(Train, "training images held out", (place > first).logical_and(place <= last)), Normalization);
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
