using CrossRes.Engine;
using Xunit;

namespace CrossRes.Tests.Engine;

/// <summary>What LIBTORCH may name.</summary>
public sealed class LibtorchFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Unset_it_names_nothing(string? root) => Assert.Null(LibtorchFolder.Named(root));

    [Theory]
    [InlineData("version.py", "__version__ = '2.10.0+cu128'\ndebug = False\n")]
    [InlineData("build-version", "2.10.1+cpu\n")]
    public void The_version_that_TorchSharp_is_built_for_serves(string file, string text)
    {
        Libtorch(file, text);
        Assert.Equal(folder["lib"], LibtorchFolder.Named(folder.Path));
    }

    [Theory]
    [InlineData("version.py", "__version__ = '2.11.0'\n", "is libtorch 2.11.0; TorchSharp 0.107 is compiled for 2.10")]
    [InlineData("version.py", "from typing import Optional\n__version__ = \"1.13.0a0\"\n", "is libtorch 1.13.0a0")]
    [InlineData("build-version", "2.1.0", "is libtorch 2.1.0")] // not 2.10
    [InlineData("readme", "", "says nowhere which version it is")]
    public void Another_is_refused_in_words(string file, string text, string problem)
    {
        Libtorch(file, text);
        Assert.Contains(problem, Assert.Throws<DllNotFoundException>(() => LibtorchFolder.Named(folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_libraries_is_named() => Assert.Contains(
        "holds no lib/libtorch_cpu.so", Assert.Throws<DllNotFoundException>(() => LibtorchFolder.Named(folder.Path)).Message);

    private void Libtorch(string file, string text)
    {
        Directory.CreateDirectory(folder["lib"]);
        File.WriteAllText(folder["lib/libtorch_cpu.so"], "");
        File.WriteAllText(folder[file], text);
    }
}
