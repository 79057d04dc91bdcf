using CrossRes.Results;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CrossRes.Tests.Results;

public class PowerTests
{
    [Theory] // scipy 1.10.1: nct.sf(t, freedom, noncentrality) + nct.cdf(-t, freedom, noncentrality)
    [InlineData(12.706, 1, 3, 0.18613498772937)]
    [InlineData(4.303, 2, 1, 0.09518821084035)]
    [InlineData(4.303, 2, 5, 0.71912846743823)]
    [InlineData(2.776, 4, 3, 0.61938165445438)]
    [InlineData(2.262, 9, 2.5, 0.60619160803930)]
    [InlineData(1.98, 99, 2.8, 0.79303014098685)]
    public void Tails_of_the_noncentral_t_distribution(double t, int freedom, double noncentrality, double expected) =>
        Assert.Equal(expected, NoncentralT.Outside(t, freedom, noncentrality), 7);

    [Theory] // statsmodels 0.13.5: TTestPower().power(difference, count, 0.05)
    [InlineData(0.5, 3, 0.08410706)]
    [InlineData(1, 3, 0.17925539)]
    [InlineData(3, 3, 0.74526801)]
    [InlineData(0.5, 20, 0.56450442)]
    [InlineData(0.2, 100, 0.50826481)]
    public void Power_of_the_paired_t_test(double difference, int count, double expected)
    {
        Assert.Equal(expected, Power.ToSee(difference, 1, count), 6);
        Assert.Equal(expected, Power.ToSee(-7 * difference, 7, count), 6);
    }

    [Theory] // statsmodels 0.13.5: TTestPower().solve_power(nobs=count, alpha=0.05, power=0.8)
    [InlineData(2, 11.54989)]
    [InlineData(3, 3.26404)]
    [InlineData(5, 1.68200)]
    [InlineData(10, 0.99600)]
    [InlineData(50, 0.40418)]
    [InlineData(100, 0.28291)]
    public void The_smallest_difference_that_is_shown(int count, double expected)
    {
        Assert.Equal(expected, Power.SmallestDifference(1, count), 4);
        Assert.Equal(3 * expected, Power.SmallestDifference(3, count), 3);
    }

    [Theory] // scipy 1.10.1: brentq of nct's tails beyond t.ppf(1 - level / 2), over √count
    [InlineData(3, 2, 4.62482)]
    [InlineData(3, 8, 9.26123)]
    [InlineData(10, 8, 1.43445)]
    public void Of_several_comparisons_that_are_corrected_each_shows_less(int count, int comparisons, double expected) =>
        Assert.Equal(expected, Power.SmallestDifference(1, count, level: Power.Level / comparisons), 3);

    [Theory] // statsmodels 0.13.5: the same, solved for nobs and rounded up: 198.2, 33.4, 14.3, 7.6, 4.2
    [InlineData(0.2, 199)]
    [InlineData(0.5, 34)]
    [InlineData(0.8, 15)]
    [InlineData(1.2, 8)]
    [InlineData(2, 5)]
    public void As_many_pairs_as_a_difference_takes(double difference, int expected) => Assert.Equal(expected, Power.Pairs(difference, 1));

    [Fact]
    public void Folds_that_share_images_never_show_what_lies_below_their_common_spread()
    {
        // √(1/3 + 1/9) for √(1/3), as Nadeau and Bengio have it
        Assert.Equal(3.26404 * Math.Sqrt(4.0 / 3), Power.SmallestDifference(1, 3, 1.0 / 9), 4);
        Assert.Null(Power.Pairs(0.5, 1, 1.0 / 9, most: 10));
        Assert.Equal(6, Power.Pairs(2, 1, 1.0 / 9, most: 10)); // scipy's nct: 0.764 with 5, 0.855 with 6
        Assert.Equal(7, Power.Pairs(1.8, 1, 1.0 / 9, most: 10)); // 0.778 with 6, 0.843 with 7
    }

    [Fact]
    public void Without_a_difference_every_twentieth_test_finds_one_and_without_a_spread_every_test_does()
    {
        Assert.All([2, 3, 4, 10, 101], count => Assert.Equal(Power.Level, Power.ToSee(0, 2, count), 6));
        Assert.Equal(2, Power.Pairs(0.1, 0));
        Assert.Equal(0, Power.SmallestDifference(0, 3));
    }

    [Fact]
    public void The_normal_distribution_to_the_last_digits() // scipy 1.10.1: norm.cdf
    {
        Assert.Equal(0.9750021048517795, NoncentralT.Normal(1.96), 14);
        Assert.Equal(0.0013498980316300933, NoncentralT.Normal(-3), 14);
        Assert.Equal(0.5, NoncentralT.Normal(0));
        Assert.Equal((1.0, 0.0), (NoncentralT.Normal(9), NoncentralT.Normal(-9)));
    }

    [Fact]
    public void More_pairs_and_larger_differences_have_more_power() => Prop.ForAll(
        Gen.Choose(2, 60).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (count, hundredths) =>
        {
            var power = Power.ToSee(hundredths / 100.0, 1, count);
            return power is >= Power.Level - 1e-6 and <= 1 && Power.ToSee(hundredths / 100.0, 1, count + 1) > power - 1e-9
                && Power.ToSee(hundredths / 100.0 + 0.1, 1, count) > power - 1e-9;
        }).QuickCheckThrowOnFailure();
}
