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
}
