using CrossRes.Losses;
using Xunit;

namespace CrossRes.Tests.Losses;

/// <summary>What the relational losses must not notice.</summary>
public class RelationTests
{
    public static TheoryData<string> Relations => ["rkd.distance", "rkd.angle", "horkd.2", "horkd.3"];

    [Theory, MemberData(nameof(Relations))]
    public void Scale_and_shift_of_the_student_change_nothing(string loss) => Batch.ForAll(batch =>
    {
        var moved = batch with { Student = Map(batch.Student, x => [.. x.Select(v => 3.5 * v - 2)]) };
        Near(LossProbe.Value(loss, batch), LossProbe.Value(loss, moved));
    });

    [Theory, MemberData(nameof(Relations))]
    public void A_rotation_of_the_student_changes_nothing(string loss) => Batch.ForAll(batch =>
    {
        double[] Turn(double[] x) => [0.6 * x[0] - 0.8 * x[1], 0.8 * x[0] + 0.6 * x[1], .. x[2..]];
        Near(LossProbe.Value(loss, batch), LossProbe.Value(loss, batch with { Student = Map(batch.Student, Turn) }));
    });

    // all but those that go by the batch's order: neighbours in it, its first half, random draws
    private static readonly string[] Ordered =
        ["cc", "darkrank.list", "darkrank.soft", "crd", "crcd", "crrcd", "triplet.sampled"];

    public static TheoryData<string> Unordered => [.. LossRegistry.Entries.Select(e => e.Name).Except(Ordered)];

    [Theory, MemberData(nameof(Unordered))]
    public void The_order_of_the_batch_changes_nothing(string loss) => Batch.ForAll(batch =>
    {
        var same = batch.OfEqualWidths();
        Near(LossProbe.Value(loss, same), LossProbe.Value(loss, same.Reversed()));
    });

    [Theory, MemberData(nameof(Relations))]
    [InlineData("horkd.1")]
    [InlineData("kd")]
    [InlineData("rkd")]
    [InlineData("sp")]
    [InlineData("at")]
    [InlineData("nst")]
    [InlineData("fsp")]
    [InlineData("cc")]
    [InlineData("mkd.relative")]
    [InlineData("skd")]
    [InlineData("aird.instance")]
    [InlineData("aird.relation")]
    public void Equal_networks_cost_nothing(string loss) => Batch.ForAll(batch =>
    {
        var (value, gradient) = LossProbe.Measure(loss, batch with { Teacher = batch.Student });
        Near(0, value);
        Assert.All(gradient, g => Near(0, g));
    });

    private static double[][] Map(double[][] rows, Func<double[], double[]> map) => [.. rows.Select(map)];

    private static void Near(double expected, double got) =>
        Assert.True(Math.Abs(expected - got) <= 1e-9 + 1e-7 * Math.Abs(expected), $"expected {expected}, got {got}");
}
