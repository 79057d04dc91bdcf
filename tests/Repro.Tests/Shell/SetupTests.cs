using Xunit;

namespace Repro.Tests.Shell;

/// <summary>What ./repro says and does where something is missing.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void WithoutDotnetItSaysWhereToGetIt()
    {
        var (code, _, error) = _sandbox.Run("repro", "doctor");
        Assert.Equal(1, code);
        Assert.Contains(".NET 10 SDK", error);
        Assert.Contains("https://dotnet.microsoft.com", error);
    }

    [Fact]
    public void AnOlderSdkIsNamed()
    {
        _sandbox.FakeDotnet().Fake("dotnet", "echo '8.0.404 [/usr/lib/dotnet/sdk]'");
        var (code, _, error) = _sandbox.Run("repro", "setup");
        Assert.Equal(1, code);
        Assert.Contains("dotnet offers: 8.0.404", error);
    }

    [Fact]
    public void SetupHasHelpAndBuildsNothingForIt()
    {
        var (code, output, _) = _sandbox.FakeDotnet().Run("repro", "setup", "--help");
        Assert.Equal(0, code);
        Assert.Contains("./repro setup", output);
        Assert.Empty(_sandbox.Read("builds"));
    }

    [Fact]
    public void WithoutAptItListsWhatIsMissingAndWhy()
    {
        Lacking("g++");
        var (code, _, error) = _sandbox.Run("repro", "setup");
        Assert.Equal(1, code);
        Assert.Contains("g++ (compiles the native door", error);
        Assert.Contains("no apt-get here", error);
        Assert.Empty(_sandbox.Read("builds"));
    }

    [Fact]
    public void WithoutRightsItGivesTheCommand()
    {
        Lacking("g++").Fake("apt-get", "echo \"$@\" >>\"$HERE/apt\"").Fake("id", "echo 1000");
        var (code, _, error) = _sandbox.Run("repro", "setup");
        Assert.Equal(1, code);
        Assert.Contains("sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends g++", error);
        Assert.Empty(_sandbox.Read("apt"));
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("1000", "sudo ")]
    public void WithRightsItInstallsAndBuilds(string user, string through)
    {
        Lacking("g++").Fake("id", $"echo {user}")
            .Fake("sudo", "[[ $1 != -n ]] || exit 0; echo -n 'sudo ' >>\"$HERE/apt\"; exec \"$@\"")
            .Fake("apt-get", "echo \"$DEBIAN_FRONTEND $*\" >>\"$HERE/apt\"");
        var (code, output, error) = _sandbox.Run("repro", "setup");
        Assert.True(code == 0, error);
        Assert.Contains("ready", output);
        Assert.StartsWith($"{through}noninteractive update\nnoninteractive install -y --no-install-recommends g++", _sandbox.Read("apt"));
        Assert.Equal("lib/Repro/Repro.csproj\n", _sandbox.Read("builds"));
    }

    [Fact]
    public void AFailedInstallationShowsWhatAptSaid()
    {
        Lacking("g++").Fake("id", "echo 0").Fake("apt-get", "echo 'E: no route to the mirror'; exit 100");
        var (code, _, error) = _sandbox.Run("repro", "setup");
        Assert.Equal(1, code);
        Assert.Contains("E: no route to the mirror", error);
        Assert.Contains("apt-get failed", error);
    }

    [Fact]
    public void AWrongLibtorchIsNamed()
    {
        _sandbox.FakeDotnet().Environment["LIBTORCH"] = "/nowhere";
        var (code, _, error) = _sandbox.Run("repro", "setup");
        Assert.Equal(1, code);
        Assert.Contains("LIBTORCH=/nowhere", error);
    }

    private Sandbox Lacking(string tool)
    {
        _sandbox.FakeDotnet();
        File.Delete(_sandbox.PathOf($"bin/{tool}"));
        return _sandbox;
    }
}
