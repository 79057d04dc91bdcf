using Repro.Testing;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Testing;

/// <summary>How the test command reads and adds up what test programs report.</summary>
public class TestCommandTests
{
    private const string Summary = "   One.Tests  Total: ";

    [Theory]
    [InlineData("4, Errors: 0, Failed: 0, Skipped: 0, Not Run: 1, Time: 0.1s", 0, "3 passed, 0 failed")]
    [InlineData("7, Errors: 1, Failed: 2, Skipped: 1, Not Run: 0, Time: 0.1s", 1, "4 passed, 3 failed, 1 skipped")]
    [InlineData("0", 0, "0 passed, 0 failed")]
    public void CountsAreReadAtTheEnd(string counts, int code, string expected)
    {
        var report = new TestReport("One.Tests");
        Assert.False(report.Shows(Summary + counts));
        Assert.Equal((expected, null), (report.End(code).Counts.ToString(), report.End(code).Complaint));
    }

    [Theory]
    [InlineData(null, 134, "0 passed, 1 failed")]
    [InlineData("3, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.1s", 139, "3 passed, 1 failed")]
    public void ACrashIsAFailure(string? counts, int code, string expected)
    {
        var report = new TestReport("One.Tests");
        if (counts is not null) report.Shows(Summary + counts);
        var (sum, complaint) = report.End(code);
        Assert.Equal(expected, sum.ToString());
        Assert.Equal($"One.Tests ended with exit code {code} before its tests were done", complaint);
    }

    [Theory]
    [InlineData("  Discovering: One.Tests", false)]
    [InlineData("=== TEST EXECUTION SUMMARY ===", false)]
    [InlineData("Ok, passed 100 tests.", false)]
    [InlineData("    Wrong.Sum [FAIL]", true)]
    [InlineData("double free", true)]
    [InlineData("   Two.Tests  Total: 3", true)]
    public void ChatterIsLeftOut(string line, bool shown) => Assert.Equal(shown, new TestReport("One.Tests").Shows(line));

    [Fact]
    public async Task TheLastLineIsTheSumAndAProgramThatIsNotThereFails()
    {
        var output = new StringWriter();
        var code = await TestCommand.RunAll(["/nowhere/One.Tests.dll"], [], output, TestContext.Current.CancellationToken);
        Assert.Equal(1, code);
        Assert.Equal(["One.Tests            0 passed, 1 failed", "0 passed, 1 failed"], Lines(output)[^2..]);
    }

    [Fact]
    public async Task WithoutATestItFails()
    {
        var output = new StringWriter();
        Assert.Equal(1, await TestCommand.RunAll([], [], output, TestContext.Current.CancellationToken));
        Assert.Equal(["repro: no test ran", "0 passed, 0 failed"], Lines(output));
    }

    [Theory]
    [InlineData("--filter")]
    [InlineData("--everything")]
    public void WrongOptionsAreRefused(string option)
    {
        using var checkout = new Checkout();
        Assert.NotEqual(0, checkout.Repro("test", option).Code);
    }

    private static string[] Lines(StringWriter output) => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
