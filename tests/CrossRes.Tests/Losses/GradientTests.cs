using CrossRes.Losses;
using Xunit;

namespace CrossRes.Tests.Losses;

/// <summary>The gradient of every loss against central differences of its value.</summary>
public class GradientTests
{
    // of contrast losses: their Z follows the first batch without a gradient, see ContrastTests; a sum: see its terms
    public static TheoryData<string> Losses =>
        [.. LossRegistry.Entries.Select(e => e.Name).Where(name => name is not ("crd" or "crcd" or "horkd"))];

    [Theory, MemberData(nameof(Losses))]
    public void Gradients_equal_finite_differences(string loss) => Batch.ForAll(batch =>
    {
        var same = batch.OfEqualWidths();
        var direction = Batch.Rows(new Random(2), batch.Student.Length, batch.Student[0].Length);
        // two references leave a part of the gradient out by default
        (string, string)[] options = loss switch
        {
            "horkd.C" => [("gradient", "batch")],
            "darkrank.list" or "darkrank.soft" => [("gradient", "full")],
            "crrcd" => [("normalization", "none")], // Z follows the first batch without a gradient
            _ => [],
        };
        var (difference, gradient) = LossProbe.Slope(loss, same, direction, options);
        Assert.Equal(difference, gradient, 1e-3 * Math.Max(Math.Abs(gradient), 0.1));
    });

    [Theory]
    [InlineData("triplet", "swap", "yes")]
    [InlineData("triplet", "smooth", "yes")]
    [InlineData("triplet", "power", "2")]
    [InlineData("triplet", "miner", "hard")]
    [InlineData("fitnet", "adapter", "always")]
    [InlineData("ab", "adapter", "never")]
    [InlineData("ft", "factors", "maps")]
    [InlineData("ft", "p2", "2")]
    public void So_do_those_of_other_settings(string loss, string option, string value) => Batch.ForAll(batch =>
    {
        var same = batch.OfEqualWidths();
        var direction = Batch.Rows(new Random(2), batch.Student.Length, batch.Student[0].Length);
        var (difference, gradient) = LossProbe.Slope(loss, same, direction, (option, value));
        Assert.Equal(difference, gradient, 1e-3 * Math.Max(Math.Abs(gradient), 0.1));
    });
}
