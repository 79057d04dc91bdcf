using Xunit;

namespace Repro.Tests.Shell;

/// <summary>How ./repro test and .ci/run add up what the test programs report.</summary>
public sealed class TestCommandTests : IDisposable
{
    private readonly Sandbox _sandbox = new Sandbox().FakeDotnet();

    public TestCommandTests()
    {
        Program("One.Tests", "Total: 4, Errors: 0, Failed: 0, Skipped: 0, Not Run: 1, Time: 0.1s", 0);
        Program("Two.Tests", "Total: 2, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.1s", 0);
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void TheLastLineIsTheSum()
    {
        var (code, output, _) = _sandbox.Run("repro", "test");
        Assert.Equal(0, code);
        Assert.Equal(
            ["One.Tests            3 passed, 0 failed", "Two.Tests            2 passed, 0 failed", "5 passed, 0 failed"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("Repro.sln\n", _sandbox.Read("builds"));
    }

    [Fact]
    public void FailuresErrorsAndSkipsAreCounted()
    {
        Program("Two.Tests", "Total: 7, Errors: 1, Failed: 2, Skipped: 1, Not Run: 0, Time: 0.1s", 1, "    Wrong.Sum [FAIL]");
        var (code, output, _) = _sandbox.Run("repro", "test");
        Assert.Equal(1, code);
        Assert.Contains("    Wrong.Sum [FAIL]\n", output);
        Assert.Equal("7 passed, 3 failed, 1 skipped", LastLine(output));
    }

    [Fact]
    public void ACrashIsAFailure()
    {
        _sandbox.Write("Two.Tests", "echo 'double free'; exit 134");
        var (code, output, _) = _sandbox.Run("repro", "test");
        Assert.Equal(1, code);
        Assert.Contains("double free", output);
        Assert.Contains("Two.Tests ended with exit code 134", output);
        Assert.Equal("3 passed, 1 failed", LastLine(output));
    }

    [Fact]
    public void AFilterThatMatchesNothingFails()
    {
        Program("One.Tests", "Total: 0", 0);
        Program("Two.Tests", "Total: 0", 0);
        var (code, output, error) = _sandbox.Run("repro", "test", "--filter", "golden");
        Assert.Equal(1, code);
        Assert.Contains("no test ran", error);
        Assert.Equal("0 passed, 0 failed", LastLine(output));
        Assert.Contains("-class\n*golden*\n", _sandbox.Read("test-arguments"));
    }

    [Fact]
    public void TestsThatTakeMinutesRunWhenAskedFor()
    {
        _sandbox.Run("repro", "test");
        Assert.DoesNotContain("-explicit", _sandbox.Read("test-arguments"));
        _sandbox.Run("repro", "test", "--all", "--filter=golden");
        Assert.Contains("-explicit\non\n-class\n*golden*\n", _sandbox.Read("test-arguments"));
    }

    [Theory]
    [InlineData("--filter")]
    [InlineData("--everything")]
    public void WrongOptionsAreRefused(string option) => Assert.NotEqual(0, _sandbox.Run("repro", "test", option).Code);

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

    private void Program(string name, string counts, int code, string failure = "") => _sandbox.Write(name, $"""
        echo '  Discovering: {name}'
        [[ -z '{failure}' ]] || echo '{failure}'
        echo '=== TEST EXECUTION SUMMARY ==='
        echo '   {name}  {counts}'
        exit {code}
        """);

    private static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];
}
