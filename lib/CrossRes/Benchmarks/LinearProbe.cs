using CrossRes.Data;
using CrossRes.Evaluation;
using CrossRes.Models;
using CrossRes.Results;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>
/// How good a network's features are for classes that it was not trained for: it is frozen, a linear layer is fitted to its
/// embeddings of the training images, and names the test images.
/// </summary>
public sealed class LinearProbe(ImageSet train, ImageSet test, Normalization normalization) : Benchmark
{
    public const string Top1 = "linear probe's top-1 accuracy", Top5 = "linear probe's top-5 accuracy";

    public override ImageSet Train => train;
    public override long TestCount => test.Count;
    public override Normalization Normalization => normalization;
    public override string Sha256 { get; } = Digest.Of(train.Origin.Sha256 + test.Origin.Sha256);
    public override string Headline => Top1;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, Sight sight)
    {
        using var scope = NewDisposeScope();
        var (learned, seen) = (Embeddings.Of(model, train, sight, normalization), Embeddings.Of(model, test, sight, normalization));
        var logits = LinearHead.Logits(learned, train.Labels.to(learned.device), seen, train.ClassNames.Count);
        var labels = test.Labels.to(logits.device);
        return new Dictionary<string, double>
        {
            [Top1] = TopK.Accuracy(logits, labels, 1), [Top5] = TopK.Accuracy(logits, labels, Math.Min(5, train.ClassNames.Count)),
        };
    }

    public override void Dispose()
    {
        train.Dispose();
        test.Dispose();
    }
}
