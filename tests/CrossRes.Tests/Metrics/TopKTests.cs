using CrossRes.Metrics;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Metrics;

public class TopKTests
{
    [Theory]
    [InlineData(1, 100.0 / 3)]
    [InlineData(2, 200.0 / 3)]
    [InlineData(4, 100)]
    public void Accuracy_counts_labels_among_the_largest(int k, double expected)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new double[] { 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1 }).reshape(3, 4);
        var labels = tensor(new long[] { 0, 1, 3 });
        Assert.Equal(expected, TopK.Accuracy(logits, labels, k), 12);
        Assert.Equal(100 - expected, TopK.Error(logits, labels, k), 12);
    }

    [Theory]
    [InlineData(0, "top-0 of 4 classes")]
    [InlineData(5, "top-5 of 4 classes")]
    public void K_must_fit_the_classes(int k, string message)
    {
        using var scope = NewDisposeScope();
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => TopK.Hits(zeros(2, 4), zeros(2, dtype: int64), k)).Message);
    }

    [Fact]
    public void Shapes_must_fit()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("not [2, 4] and [3]", Assert.Throws<ArgumentException>(() => TopK.Hits(zeros(2, 4), zeros(3, dtype: int64), 1)).Message);
    }
}
