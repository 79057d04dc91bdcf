using Xunit;

namespace CrossRes.Tests.Golden;

/// <summary>
/// Agreement with the numbers that reference implementations produced.
/// Run alone with <c>-namespace CrossRes.Tests.Golden</c>.
/// </summary>
public class GoldenTests
{
    [Fact]
    public void Every_case_agrees_with_its_reference()
    {
        var (source, cases) = GoldenSource.Load(Environment.GetEnvironmentVariable(GoldenSource.Variable));
        var report = GoldenReport.Of(source, cases);
        Console.WriteLine(report.Table);
        Assert.True(report.Failures.Count == 0, string.Join('\n', report.Failures));
    }
}
