using CrossRes.Metrics;
using Xunit;

namespace CrossRes.Tests.Metrics;

public class ClusterAgreementTests
{
    [Theory]
    [InlineData(new long[] { 0, 0, 1, 1 }, new long[] { 7, 7, 3, 3 }, 1, 1)]
    [InlineData(new long[] { 0, 0, 1, 1 }, new long[] { 5, 5, 5, 5 }, 0, 0)]
    [InlineData(new long[] { 4, 4, 4 }, new long[] { 5, 5, 5 }, 1, 1)]
    [InlineData(new long[] { 0, 1, 2 }, new long[] { 5, 6, 7 }, 1, 1)]
    public void Extremes(long[] labels, long[] clusters, double normalized, double adjusted)
    {
        Assert.Equal(normalized, ClusterAgreement.Normalized(labels, clusters), 12);
        Assert.Equal(adjusted, ClusterAgreement.Adjusted(labels, clusters), 12);
    }

    [Fact]
    public void Chance_is_worth_nothing_only_when_adjusted()
    {
        var random = new Random(1);
        var (labels, normalized, adjusted) = (Random(5), 0.0, 0.0);
        for (var i = 0; i < 50; i++)
        {
            var clusters = Random(20);
            normalized += ClusterAgreement.Normalized(labels, clusters) / 50;
            adjusted += ClusterAgreement.Adjusted(labels, clusters) / 50;
        }
        Assert.InRange(adjusted, -0.01, 0.01);
        Assert.True(normalized > 0.1);

        long[] Random(int groups) => [.. Enumerable.Range(0, 100).Select(_ => (long)random.Next(groups))];
    }

    [Fact]
    public void Every_label_needs_a_cluster() =>
        Assert.Contains("not 1 for 2", Assert.Throws<ArgumentException>(() => ClusterAgreement.Normalized([1, 2], [1])).Message);
}
