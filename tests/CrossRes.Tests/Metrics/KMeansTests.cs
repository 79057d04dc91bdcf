using CrossRes.Metrics;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Metrics;

public class KMeansTests
{
    [Fact]
    public void Heaps_that_lie_apart_are_found()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var labels = arange(60).remainder(6);
        var points = labels.unsqueeze(1) * tensor(new float[] { 10, -3 }) + randn([60, 2], generator: generator) * 0.5;
        var clusters = KMeans.Clusters(points, 6);
        Assert.Equal(1, ClusterAgreement.Normalized(labels.data<long>().ToArray(), clusters), 6);
        Assert.Equal(clusters, KMeans.Clusters(points, 6));
    }

    [Fact]
    public void Equal_points_and_as_many_clusters_as_points_are_no_error()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(4, KMeans.Clusters(zeros(4, 2), 3).Length);
        Assert.Equal(5, KMeans.Clusters(arange(5, dtype: float32).unsqueeze(1), 5).Distinct().Count());
        Assert.Contains("6 clusters of 5 points", Assert.Throws<ArgumentException>(() => KMeans.Clusters(zeros(5, 2), 6)).Message);
    }
}
