using CrossRes.Metrics;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Metrics;

public class VerificationTests
{
    private static readonly bool[] Alternating = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0)];

    [Fact]
    public void Separable_pairs_are_all_right()
    {
        var result = TenFold.Measure(new PairFolds([.. Alternating.Select((s, i) => (s ? 0.5 : 2.5) + 0.001 * i)], Alternating));
        Assert.Equal((100, 0), (result.Accuracy, result.Deviation));
        Assert.All(result.FoldThresholds, t => Assert.InRange(t, 0.53, 0.54 + 1e-9));
    }

    [Fact]
    public void A_fold_is_measured_with_the_threshold_of_the_others()
    {
        // the second fold's distances are shifted, so the first fold's threshold accepts none of its pairs
        bool[] same = [true, true, false, true, true, false];
        var result = TenFold.Measure(new PairFolds([0.1, 0.1, 0.5, 2.1, 2.1, 2.5], same, folds: 2));
        Assert.Equal(100.0 / 3, result.FoldAccuracies[1], 9);
        Assert.Equal(200.0 / 3, result.FoldAccuracies[0], 9);
    }

    [Fact]
    public void Angle_and_squared_distance_agree_on_unit_vectors()
    {
        using var scope = NewDisposeScope();
        var embeddings = nn.functional.normalize(randn(80, 6, dtype: float64, generator: new Generator(1)));
        double[] Folds(PairMetric metric, Func<double, double> threshold) => TenFold.Measure(
            PairFolds.Split(embeddings, Alternating, metric: metric), [.. Enumerable.Range(1, 99).Select(k => threshold(k / 100.0))]).FoldAccuracies;
        // ‖a − b‖² = 2 − 2 cos
        Assert.Equal(Folds(PairMetric.Angle, t => t), Folds(PairMetric.SquaredEuclidean, t => 2 - 2 * Math.Cos(Math.PI * t)));
    }

    [Fact]
    public void Rates_meet_their_target()
    {
        var random = new Random(1);
        bool[] same = [.. Enumerable.Range(0, 4000).Select(i => i % 2 == 0)];
        double[] distances = [.. same.Select(s => (s ? 1.0 : 1.5) + random.NextDouble())];
        var folds = TarAtFar.InFolds(new PairFolds(distances, same), 0.1);
        var nearest = new RocCurve([.. distances.Select(d => -d)], same).Nearest(0.1);
        Assert.InRange(folds.False, 9, 11);
        Assert.InRange(nearest.False, 9.9, 10.1);
        Assert.InRange(nearest.True, 58, 62); // distances up to 1.6 of 1 … 2
        Assert.Equal(0, TarAtFar.InFolds(new PairFolds([.. same.Select(_ => 9.0)], same), 0.01).True); // never reached
    }

    [Fact]
    public void Impossible_pairs_are_refused()
    {
        Assert.Contains("3 distances for 40 pairs", Assert.Throws<ArgumentException>(() => new PairFolds([1, 2, 3], Alternating)).Message);
        Assert.Contains("40 pairs in 41 folds", Assert.Throws<ArgumentException>(() => new PairFolds(new double[40], Alternating, 41)).Message);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => new PairFolds([double.NaN, 1], [true, false], 2)).Message);
        Assert.Contains("need embeddings [80, D]", Assert.Throws<ArgumentException>(() => PairFolds.Split(zeros(40, 2), Alternating)).Message);
        Assert.Contains("0 different", Assert.Throws<ArgumentException>(() => new RocCurve([1, 2], [true, true])).Message);
    }
}
