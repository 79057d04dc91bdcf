using CrossRes.Results;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CrossRes.Tests.Results;

public class StatisticsTests
{
    [Fact]
    public void Mean_and_sample_std_by_hand()
    {
        Assert.Equal(5, Statistics.Mean([2, 4, 4, 4, 5, 5, 7, 9]), 12);
        Assert.Equal(Math.Sqrt(32.0 / 7), Statistics.SampleStd([2, 4, 4, 4, 5, 5, 7, 9]), 12);
        Assert.Equal(Math.Sqrt(2), Statistics.SampleStd([1, 3]), 12);
    }

    [Fact]
    public void Equal_values_have_exactly_that_mean_and_no_spread() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>(), Gen.Choose(2, 9).ToArbitrary(), (value, count) =>
        {
            double[] values = [.. Enumerable.Repeat(value.Get, count)];
            return Statistics.Mean(values) == value.Get && Statistics.SampleStd(values) == 0;
        }).QuickCheckThrowOnFailure();

    [Theory]   // printed tables of Student's t, two-sided 5 %
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(120, 1.980)]
    public void Student_t(int freedom, double expected) => Assert.Equal(expected, StudentT.TwoSidedPoint(freedom), 3);

    [Fact]
    public void Interval_by_hand()
    {
        // mean 12, std 2, n 3: half width 4.30265 * 2 / sqrt(3) = 4.96827
        var interval = Statistics.Interval95([10, 12, 14]);
        Assert.Equal(7.03173, interval.Lower, 4);
        Assert.Equal(16.96827, interval.Upper, 4);
    }

    [Fact]
    public void Differences_have_a_mean_a_spread_and_an_interval()
    {
        var paired = Statistics.Paired([3, 2, 1]);
        Assert.Equal((3, 2.0, 1.0), (paired.Count, paired.Mean, paired.SampleStd));
        Assert.Equal(2 - 4.30265 / Math.Sqrt(3), paired.Interval95.Lower, 4);
    }

    [Theory]   // printed tables: t with 2 and 4 degrees of freedom
    [InlineData(new[] { 1.0, 2, 3 }, 0.0742)]
    [InlineData(new[] { -1.0, -2, -3 }, 0.0742)]
    [InlineData(new[] { 0.5, 0.7, 0.6, 0.4, 0.8 }, 0.0011)]
    [InlineData(new[] { -1.0, 1, 0 }, 1)]
    [InlineData(new[] { 0.0, 0 }, 1)]
    [InlineData(new[] { 2.0, 2 }, 0)]
    public void P_of_the_paired_t_test(double[] differences, double p) => Assert.Equal(p, Statistics.Paired(differences).P, 4);

    [Fact]
    public void Folds_of_one_set_vary_more_than_independent_seeds() // Nadeau and Bengio: 1/3 + 1/9 in place of 1/3, so t = 2 / (2/3) with 2 degrees of freedom
    {
        var paired = Statistics.Paired([3, 2, 1], 1.0 / 9);
        Assert.Equal(0.0955, paired.P, 4);
        Assert.Equal(2 - 4.30265 * 2 / 3, paired.Interval95.Lower, 4);
    }

    [Fact]
    public void Holm_by_hand() => Assert.Equal([0.03, 0.06, 0.06, 0.02], Statistics.Holm([0.01, 0.04, 0.03, 0.005]), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Holm_never_lowers_a_p_nor_changes_their_order_nor_exceeds_bonferroni() => Prop.ForAll(
        Gen.Choose(0, 1000).Select(n => n / 1000.0).NonEmptyListOf().ToArbitrary(), values =>
        {
            var (p, corrected) = (values.ToArray(), Statistics.Holm([.. values]));
            return p.Zip(corrected).All(x => x.Second >= x.First && x.Second <= Math.Min(1, p.Length * x.First) + 1e-12)
                && p.Index().All(a => p.Index().All(b => a.Item >= b.Item || corrected[a.Index] <= corrected[b.Index]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_few_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Statistics.Mean([]));
        Assert.Throws<ArgumentException>(() => Statistics.SampleStd([1]));
        Assert.ThrowsAny<ArgumentException>(() => Statistics.Interval95([1]));
    }
}
