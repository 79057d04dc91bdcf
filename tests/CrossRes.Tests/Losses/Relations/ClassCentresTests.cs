using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

public class ClassCentresTests
{
    [Fact]
    public void Centres_follow_batches_and_are_averages_after_an_epoch()
    {
        using var scope = NewDisposeScope();
        using var centres = new ClassCentres(3, 1, momentum: 0.75, batchGradient: false);
        Check(centres, [2, 4], [0, 0], [3, 0, 0], [1, 0, 0]);   // first sight: the batch mean
        Check(centres, [7, 5], [0, 2], [4, 0, 5], [1, 0, 1]);   // 0.75 · 3 + 0.25 · 7
        centres.Refresh();
        centres.eval();
        Check(centres, [100], [0], [13.0 / 3, 0, 5], [1, 0, 1]); // (2 + 4 + 7) / 3; evaluation only looks
        centres.Refresh();
        Check(centres, [100], [0], [13.0 / 3, 0, 5], [1, 0, 1]); // an epoch without images changes nothing
    }

    private static void Check(ClassCentres centres, double[] embedding, long[] labels, double[] expected, double[] seen)
    {
        var (got, exist) = centres.Observe(tensor(embedding).unsqueeze(1), tensor(labels));
        Assert.Equal(expected, got.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(seen, exist.data<double>().ToArray());
    }
}
