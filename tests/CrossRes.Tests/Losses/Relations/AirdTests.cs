using Xunit;

namespace CrossRes.Tests.Losses;

public class AirdTests
{
    [Fact, Checks("aird.instance", "aird.relation")]
    public void Both_levels_are_their_formulas() => Batch.ForAll(any =>
    {
        var batch = any.OfEqualWidths();
        var (s, t) = (Unit(batch.Student), Unit(batch.Teacher));
        var instance = s.Zip(t, (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()).Average();
        Assert.Equal(instance, LossProbe.Value("aird.instance", batch), 9);
        var relation = t.SelectMany((ti, i) => t.Select(tj => Math.Pow(Dot(ti, tj) - Dot(s[i], tj), 2))).Average();
        Assert.Equal(relation, LossProbe.Value("aird.relation", batch), 9);
    });

    private static double[][] Unit(double[][] rows) =>
        [.. rows.Select(r => r.Select(x => x / Math.Max(1e-12, Math.Sqrt(Dot(r, r)))).ToArray())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
