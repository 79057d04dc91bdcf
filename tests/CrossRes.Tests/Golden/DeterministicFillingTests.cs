using Xunit;

namespace CrossRes.Tests.Golden;

public class DeterministicFillingTests
{
    [Theory]
    [InlineData(1, 0, 0, 0.0937962532043457)]
    [InlineData(1, 0, 1, -0.4793679714202881)]
    [InlineData(1, 0, 2, 0.6213419437408447)]
    [InlineData(1, 1, 0, 0.9131733179092407)]
    [InlineData(2, 61, 7, -0.6184360980987549)]
    [InlineData(5, 3, 123456789, -0.7739530801773071)]
    public void Uniform_gives_the_published_check_values(ulong seed, ulong tensor, ulong element, double expected) =>
        Assert.Equal(expected, DeterministicFilling.Uniform(seed, tensor, element));
}
