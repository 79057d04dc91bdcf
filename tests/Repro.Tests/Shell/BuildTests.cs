using Xunit;

namespace Repro.Tests.Shell;

/// <summary>When ./repro builds, and how it hands over to the program.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly Sandbox _sandbox = new Sandbox().FakeDotnet();

    public void Dispose() => _sandbox.Dispose();

    private int Builds => _sandbox.Read("builds").Count(c => c == '\n');

    [Fact]
    public void ArgumentsAndWorkingDirectoryReachTheProgram()
    {
        Assert.Equal(0, _sandbox.Run("repro", "run", "table1", "--data", "a folder", "").Code);
        Assert.Equal($"{_sandbox.PathOf("work")}\nrun\ntable1\n--data\na folder\n\n", _sandbox.Read("program"));
    }

    [Fact]
    public void TheUsersThreadsWin()
    {
        _sandbox.Run("repro", "run");
        Assert.Matches(@"(?m)^OMP_NUM_THREADS=[1-9]\d*$", _sandbox.Read("environment"));

        _sandbox.Environment["OMP_NUM_THREADS"] = "3";
        _sandbox.Run("repro", "run");
        Assert.Contains("\nOMP_NUM_THREADS=3\n", "\n" + _sandbox.Read("environment"));
    }

    [Fact]
    public void TheProgramsExitCodeIsKept()
    {
        _sandbox.Write("fails", "");
        Assert.Equal(1, _sandbox.Run("repro", "run").Code);
    }

    [Fact]
    public void OnlyAChangeBuildsAgain()
    {
        _sandbox.Run("repro", "run");
        _sandbox.Run("repro", "doctor");
        Assert.Equal(1, Builds);

        File.SetLastWriteTimeUtc(_sandbox.PathOf("root/lib/a.cs"), DateTime.UtcNow.AddMinutes(1));
        _sandbox.Run("repro", "run");
        Assert.Equal(2, Builds);
    }

    [Fact]
    public void AnotherEngineBuildsAgain()
    {
        _sandbox.Run("repro", "run");
        _sandbox.Write("root/.engine.props", "<Project />");
        _sandbox.Run("repro", "run");
        Assert.Equal(2, Builds);
    }

    [Fact]
    public void AKernelTakesABuildThatIsHeldAsItStands()
    {
        _sandbox.Run("repro", "run");
        File.SetLastWriteTimeUtc(_sandbox.PathOf("root/lib/a.cs"), DateTime.UtcNow.AddMinutes(1));
        using (File.Open(_sandbox.PathOf("root/.artifacts/build.lock"), FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Assert.Contains("as it stands", _sandbox.Run("repro", "kernel", "run", "f").Error);
            Assert.Equal("run", _sandbox.Read("program").Split('\n')[2]);
        }
        Assert.Equal(1, Builds);
        _sandbox.Run("repro", "kernel", "run", "f");
        Assert.Equal(2, Builds);
    }

    [Fact]
    public void TwoAtOnceBuildOnce()
    {
        using var first = _sandbox.Start("repro", "run");
        using var second = _sandbox.Start("repro", "run");
        first.WaitForExit();
        second.WaitForExit();
        Assert.Equal((0, 0, 1), (first.ExitCode, second.ExitCode, Builds));
    }

    [Fact]
    public void AFailedBuildShowsItsErrorsOnceAndIsTriedAgain()
    {
        _sandbox.Write("broken", "chatter\nlib/a.cs(1,1): error CS1002: ; expected\nlib/a.cs(1,1): error CS1002: ; expected\n");
        var (code, output, error) = _sandbox.Run("repro", "run");
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Single(error.Split('\n'), line => line.Contains("CS1002"));
        Assert.DoesNotContain("chatter", error);

        File.Delete(_sandbox.PathOf("broken"));
        Assert.Equal(0, _sandbox.Run("repro", "run").Code);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("test", "--help")]
    public void HelpNeedsNoBuild(params string[] arguments)
    {
        var (code, output, _) = _sandbox.Run("repro", arguments);
        Assert.Equal(0, code);
        Assert.Contains("./repro", output);
        Assert.Equal(0, Builds);
    }
}
