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
    public void TheProgramsExitCodeIsKept()
    {
        _sandbox.Write("fails", "");
        Assert.Equal(1, _sandbox.Run("repro", "run").Code);
    }

    [Fact]
    public void AStoppedBuildIsNoBuildThoughItEndsWith0()
    {
        _sandbox.Write("stopped", "");
        var (code, _, error) = _sandbox.Run("repro", "run");
        Assert.Equal(1, code);
        Assert.Contains("the build was stopped before its end; the same command builds again", error);
        Assert.Empty(_sandbox.Read("program"));

        File.Delete(_sandbox.PathOf("stopped"));
        Assert.Equal(0, _sandbox.Run("repro", "run").Code);
        Assert.Equal(2, Builds);
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
    [InlineData("setup", "--help")]
    public void HelpNeedsNoBuild(params string[] arguments)
    {
        var (code, output, _) = _sandbox.Run("repro", arguments);
        Assert.Equal(0, code);
        Assert.Contains("./repro", output);
        Assert.Equal(0, Builds);
    }

    [Fact]
    public void TestsBuildEverythingAndTheProgramRunsThem()
    {
        _sandbox.Run("repro", "test", "--filter", "golden");
        Assert.Equal("Repro.sln\n", _sandbox.Read("builds"));
        Assert.EndsWith("test\n--filter\ngolden\n", _sandbox.Read("program"));
        _sandbox.Run("repro", "run");
        Assert.Equal(1, Builds); // the program was built with the tests
    }

    [Fact]
    public void WhoWaitsForABuildRunsBesideTheOneThatBuilt()
    {
        _sandbox.Write("lasting", "");
        using var first = _sandbox.Start("repro", "run");
        using var second = _sandbox.Start("repro", "run");
        using var third = _sandbox.Start("repro", "run");
        while (_sandbox.Read("programs").Count(c => c == '\n') < 3) Thread.Sleep(20); // all three run, none has ended
        File.Delete(_sandbox.PathOf("lasting"));
        foreach (var process in new[] { first, second, third }) process.WaitForExit();
        Assert.Equal(1, Builds);
    }

    [Fact]
    public void WithoutAHomeTheBuildKeepsItsThingsInTheCheckout()
    {
        foreach (var home in new[] { "", "/nowhere" })
        {
            _sandbox.Environment["HOME"] = home;
            Assert.Equal(0, _sandbox.Run("repro", "setup").Code);
            Assert.Equal($"{_sandbox.PathOf("root/.artifacts/home")}\n", _sandbox.Read("home"));
        }
        Assert.False(Directory.Exists("/nowhere"));
    }

    [Fact]
    public void SomebodyElsesFolderIsExplainedAndABuiltOneServes()
    {
        File.WriteAllText(_sandbox.PathOf("root/.artifacts"), ""); // also root, who may write everywhere, fails here
        var (code, _, error) = _sandbox.Run("repro", "run");
        Assert.Equal(1, code);
        Assert.Contains("cannot be written", error);
        Assert.Contains("copy the folder to a place of your own", error);

        File.Delete(_sandbox.PathOf("root/.artifacts"));
        _sandbox.Run("repro", "run");
        File.Delete(_sandbox.PathOf("root/.artifacts/build.lock"));
        Directory.CreateDirectory(_sandbox.PathOf("root/.artifacts/build.lock"));
        Assert.Equal(0, _sandbox.Run("repro", "run").Code);
    }

    [Fact]
    public void AFileSystemWithoutLocksIsTold()
    {
        _sandbox.Fake("flock", "echo 'flock: 9: Function not implemented' >&2; exit 71");
        var (code, _, error) = _sandbox.Run("repro", "run");
        Assert.Equal(0, code);
        Assert.Single(error.Split('\n'), line => line.Contains("no locks in"));
    }

    [Theory]
    [InlineData("error NU1301: Unable to load the service index", "connect to a network once")]
    [InlineData("No usable version of libssl was found", "libssl3 and ca-certificates")]
    [InlineData("error MSB4018: No space left on device", "the disk is full")]
    public void ARemedyStandsUnderAFailedBuild(string message, string remedy)
    {
        _sandbox.Write("broken", $"lib/a.csproj : {message}\n");
        Assert.Contains(remedy, _sandbox.Run("repro", "run").Error);
    }
}
