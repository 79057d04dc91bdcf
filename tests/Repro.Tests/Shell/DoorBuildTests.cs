using Xunit;

namespace Repro.Tests.Shell;

/// <summary>How build.sh chooses flags by the libtorch it finds; the compiler is a fake that writes down its arguments.</summary>
public sealed class DoorBuildTests : IDisposable
{
    private const string Script = "lib/TorchBinding/native/build.sh";

    private readonly Sandbox _sandbox = new Sandbox().Fake("g++", """
        echo >>"$HERE/compilations"
        while [[ $1 != -o ]]; do arguments+=" $1"; shift; done
        echo "$arguments ${*:3}" >"$2"
        """);

    public void Dispose() => _sandbox.Dispose();

    private string Door => _sandbox.Read("out/libtorchdoor.so");

    private int Compilations => _sandbox.Read("compilations").Length;

    [Theory]
    [InlineData(1, 13, "c++17")]
    [InlineData(2, 8, "c++17")]
    [InlineData(2, 9, "c++20")]
    [InlineData(2, 11, "c++20")]
    [InlineData(3, 0, "c++20")]
    public void TheVersionDecidesTheLanguage(int major, int minor, string standard)
    {
        Libtorch(major, minor);
        Build();
        Assert.Contains($"-std={standard} ", Door);
    }

    [Theory]
    [InlineData("_ZN3c105ErrorC2ENS_14SourceLocationESs", 0)]
    [InlineData("_ZN3c105ErrorC2ENS_14SourceLocationENSt7__cxx1112basic_stringE", 1)]
    public void TheLibraryDecidesTheStringAbi(string symbol, int abi)
    {
        Libtorch(2, 2);
        _sandbox.Write("torch/lib/libc10.so", $"\0{symbol}\0");
        Build();
        Assert.Contains($"-D_GLIBCXX_USE_CXX11_ABI={abi} ", Door);
    }

    [Fact]
    public void CudaIsLinkedWherePresent()
    {
        Libtorch(2, 11);
        Build();
        Assert.DoesNotContain("-ltorch_cuda", Door);

        _sandbox.Write("torch/lib/libtorch_cuda.so", "");
        Build();
        Assert.Contains("-Wl,--no-as-needed -ltorch_cpu -ltorch_cuda -lc10", Door);
    }

    [Fact]
    public void OnlyAChangeCompilesAgain()
    {
        Libtorch(2, 4);
        Build();
        Build();
        Assert.Equal(1, Compilations);

        _sandbox.Write("root/lib/TorchBinding/native/door.cpp", "// changed");
        Build();
        Assert.Equal(2, Compilations);

        Libtorch(2, 5);
        Build();
        Assert.Equal(3, Compilations);
    }

    [Fact]
    public void AFailureLeavesTheOldDoorAndIsTriedAgain()
    {
        Libtorch(2, 4);
        Build();
        var door = Door;
        Libtorch(2, 5);
        _sandbox.Fake("g++", "echo half >\"$HERE/out/libtorchdoor.new\"; exit 1");
        var (code, _, error) = _sandbox.Run(Script, _sandbox.PathOf("out"));
        Assert.Equal(1, code);
        Assert.Contains("did not compile against libtorch 2.5.1", error);
        Assert.Equal(door, Door);
        Assert.False(File.Exists(_sandbox.PathOf("out/libtorchdoor.new")));
        Assert.False(File.Exists(_sandbox.PathOf("out/door.stamp")));
    }

    [Fact]
    public void HeadersWithoutLibrariesAreRefused()
    {
        Libtorch(2, 4);
        File.Delete(_sandbox.PathOf("torch/lib/libtorch_cpu.so"));
        var (code, _, error) = _sandbox.Run(Script, "--find");
        Assert.Equal(1, code);
        Assert.Contains($"LIBTORCH={_sandbox.PathOf("torch")} lacks", error);
    }

    [Fact]
    public void APythonTorchIsFoundWithoutImportingIt()
    {
        Libtorch(2, 11);
        _sandbox.Environment.Remove("LIBTORCH");
        _sandbox.Fake("python3", $"echo '{_sandbox.PathOf("torch")}'");
        var (code, output, _) = _sandbox.Run(Script, "--find");
        Assert.Equal(0, code);
        Assert.Equal($"2.11.1\n{_sandbox.PathOf("torch")}/include\n{_sandbox.PathOf("torch")}/lib\n", output);
    }

    private void Libtorch(int major, int minor)
    {
        _sandbox.Write("torch/include/torch/csrc/api/include/torch/version.h", $"""
            #define TORCH_VERSION_MAJOR {major}
            #define TORCH_VERSION_MINOR {minor}
            #define TORCH_VERSION_PATCH 1
            #define TORCH_VERSION "{major}.{minor}.1"

            """);
        _sandbox.Write("torch/lib/libtorch_cpu.so", "");
        _sandbox.Write("torch/lib/libc10.so", "");
        _sandbox.Environment["LIBTORCH"] = _sandbox.PathOf("torch");
    }

    private void Build()
    {
        var (code, _, error) = _sandbox.Run(Script, _sandbox.PathOf("out"));
        Assert.True(code == 0, error);
    }
}
