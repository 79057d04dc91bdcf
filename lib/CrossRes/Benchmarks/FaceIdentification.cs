using CrossRes.Data;
using CrossRes.Metrics;
using CrossRes.Models;

namespace CrossRes.Benchmarks;

/// <summary>
/// Closed-set identification: the network is frozen, a linear layer is fitted to its embeddings of the training faces,
/// and names the test faces.
/// </summary>
public sealed class FaceIdentification(ImageSet train, ImageSet test, int skipped)
    : SplitBenchmark(train, test, Normalization.Faces)
{
    public const string Top1 = "identification accuracy", Top1Error = "top-1 error", Top5Error = "top-5 error";

    public override int? Absent => skipped;
    public override string Headline => Top1;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var learned = FaceEmbeddings.Compute(model, Train, transform, Normalization);
        using var seen = FaceEmbeddings.Compute(model, TestImages, transform, Normalization);
        using var logits = LinearHead.Logits(learned, Train.Labels, seen, Train.ClassNames.Count);
        var top1 = TopK.Accuracy(logits, TestImages.Labels, 1);
        return new Dictionary<string, double>
        {
            [Top1] = top1, [Top1Error] = 100 - top1,
            [Top5Error] = TopK.Error(logits, TestImages.Labels, Math.Min(5, Train.ClassNames.Count)),
        };
    }
}
