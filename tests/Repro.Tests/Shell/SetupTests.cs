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
    public void TheEngineIsRememberedUntilItIsChangedBack()
    {
        _sandbox.FakeDotnet();
        Assert.Equal(0, _sandbox.Run("repro", "setup", "--engine", "cuda").Code);
        Assert.Contains("<Engine>cuda</Engine>", _sandbox.Read("root/.engine.props"));
        Assert.Equal(0, _sandbox.Run("repro", "setup", "--engine=cpu").Code);
        Assert.Empty(_sandbox.Read("root/.engine.props"));
        Assert.Contains("cpu or cuda, not \"rocm\"", _sandbox.Run("repro", "setup", "--engine", "rocm").Error);
    }

    [Fact]
    public void ARegistryWithoutCudaIsToldWithTheWayBack()
    {
        _sandbox.FakeDotnet().Write("broken", "lib/a.csproj : error NU1101: Unable to find package TorchSharp-cuda-linux. No packages exist\n");
        var (code, _, error) = _sandbox.Run("repro", "setup", "--engine", "cuda");
        Assert.Equal(1, code);
        Assert.Contains("./repro setup --engine cpu goes back", error);
    }
}
