using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Results;

public class EquivalenceTests
{
    /// <summary>R: max(t.test(d, mu = -m, alternative = "greater")$p.value, t.test(d, mu = m, alternative = "less")$p.value).</summary>
    [Fact]
    public void The_larger_of_two_one_sided_p_values_decides()
    {
        // mean 0, standard error 0.5 at two degrees of freedom: t = 2 against either end
        double[] differences = [-Math.Sqrt(0.75), 0, Math.Sqrt(0.75)];
        Assert.Equal(0.091752, Equivalence.P(differences, 1), 6); // 1 - pt(2, 2)
        Assert.Equal(0.5, Equivalence.P([.. differences.Select(d => d + 1)], 1), 9);
        Assert.Equal(1 - 0.091752, Equivalence.P([.. differences.Select(d => d - 2)], 1), 6);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(-0.9)]
    [InlineData(3)]
    public void It_is_below_a_twentieth_exactly_where_the_interval_of_90_percent_lies_within_the_margin(double mean)
    {
        double[] differences = [mean - 0.3, mean + 0.1, mean - 0.1, mean + 0.3];
        var half = 2.353363 * Statistics.SampleStd(differences) / 2; // qt(0.95, 3), √4
        Assert.Equal(Math.Abs(mean) + half < 1, Equivalence.P(differences, 1) < 0.05);
    }

    [Fact]
    public void Equal_differences_are_within_or_without() =>
        Assert.Equal([0.0, 1.0, 1.0], new[] { 0.5, 1, -2 }.Select(d => Equivalence.P([d, d], 1)));

    [Fact]
    public void A_margin_is_a_positive_number() => Assert.Throws<ArgumentOutOfRangeException>(() => Equivalence.P([1, 2], 0));
}
