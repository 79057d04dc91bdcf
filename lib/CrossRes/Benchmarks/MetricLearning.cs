using CrossRes.Data;
using CrossRes.Metrics;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>
/// Images to learn from, and images of other classes that search among themselves (Song et al. 2016).
/// </summary>
/// <param name="ks">Of Recall@K.</param>
/// <param name="absent">Images that were listed, not there, and left out; null where nothing may be absent.</param>
public sealed class MetricLearning(ImageSet train, ImageSet test, IReadOnlyList<int> ks, int? absent)
    : SplitBenchmark(train, test, Normalization.ImageNet)
{
    public const string RecallAt1 = "Recall@1", Nmi = "NMI", MapAtR = "MAP@R";

    public override string Headline => RecallAt1;
    public override int? Absent => absent;

    /// <summary>
    /// Recall@K, NMI of k-means with as many clusters as classes, and MAP@R (Musgrave et al. 2020), of embeddings as
    /// they are.
    /// </summary>
    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var scope = NewDisposeScope();
        var (embeddings, labels) = (Embeddings(model, transform), TestImages.Labels.to(transform.Device));
        var largest = (int)labels.bincount(null, 0).max().ToInt64();
        var recall = RecallAtK.Percent(embeddings, labels, [.. ks]);
        var retrieval = Retrieval.Scores(embeddings, labels, k: Math.Clamp(largest - 1, 1, (int)TestCount - 1));
        var clusters = KMeans.Clusters(embeddings, TestImages.ClassNames.Count);
        return new Dictionary<string, double>(ks.Zip(recall, (k, score) => KeyValuePair.Create($"Recall@{k}", score)))
        {
            [Nmi] = 100 * ClusterAgreement.Normalized(TestImages.Labels.cpu().data<long>().ToArray(), clusters),
            [MapAtR] = retrieval.MeanAveragePrecisionAtR,
        };
    }

    /// <summary>Of every test image, [N, D].</summary>
    /// <param name="model">In evaluation mode.</param>
    public Tensor Embeddings(Backbone model, EvaluationTransform transform) =>
        Metrics.Embeddings.Compute(model, TestImages, transform, Normalization);
}
