using Xunit;

namespace Repro.Tests.Shell;

/// <summary>How .ci/run adds up what the tests and a tiny run say.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly Sandbox _sandbox = new Sandbox().FakeDotnet();

    public CheckTests() => _sandbox.Write("tests", "One.Tests 5 passed, 0 failed\n5 passed, 0 failed\n");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(true, "6 passed, 0 failed", 0)]
    [InlineData(false, "5 passed, 1 failed", 1)]
    public void TheCheckCountsTheTinyRun(bool works, string last, int expected)
    {
        if (!works)
        {
            _sandbox.Write("fails", "");
        }
        var (code, output, _) = _sandbox.Run(".ci/run");
        Assert.Equal((expected, last), (code, LastLine(output)));
        Assert.EndsWith("run\ntable1\n--scale\ntiny\n", _sandbox.Read("program"));
    }

    [Fact]
    public void TheCheckFailsWhenTheBuildDoes()
    {
        _sandbox.Write("broken", "error CS0001: no\n");
        var (code, output, _) = _sandbox.Run(".ci/run");
        Assert.Equal((1, "0 passed, 2 failed"), (code, LastLine(output)));
    }

    private static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];
}
