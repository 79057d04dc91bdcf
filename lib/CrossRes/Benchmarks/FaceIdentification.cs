using CrossRes.Data;
using CrossRes.Evaluation;
using CrossRes.Models;
using CrossRes.Results;

namespace CrossRes.Benchmarks;

/// <summary>
/// Closed-set identification: the network is frozen, a linear layer is fitted to its embeddings of the training faces, and
/// names the test faces.
/// </summary>
public sealed class FaceIdentification(ImageSet train, ImageSet test, int skipped) : Benchmark
{
    public const string Top1 = "identification accuracy", Top1Error = "top-1 error", Top5Error = "top-5 error";

    public override ImageSet Train => train;
    public override long TestCount => test.Count;
    public override int? Absent => skipped;
    public override Normalization Normalization => Normalization.Faces;
    public override string Sha256 { get; } = Digest.Of(train.Origin.Sha256 + test.Origin.Sha256);
    public override string Headline => Top1;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, Sight sight)
    {
        using var learned = FaceEmbeddings.Of(model, train, sight, Normalization);
        using var seen = FaceEmbeddings.Of(model, test, sight, Normalization);
        using var logits = LinearHead.Logits(learned, train.Labels, seen, train.ClassNames.Count);
        var top1 = TopK.Accuracy(logits, test.Labels, 1);
        return new Dictionary<string, double>
        {
            [Top1] = top1, [Top1Error] = 100 - top1, [Top5Error] = TopK.Error(logits, test.Labels, Math.Min(5, train.ClassNames.Count)),
        };
    }

    public override void Dispose()
    {
        train.Dispose();
        test.Dispose();
    }
}
