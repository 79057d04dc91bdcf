using CrossRes.Engine;
using Xunit;

namespace CrossRes.Tests.Engine;

/// <summary>The repair of TorchSharp's native library for systems with an older libstdc++.</summary>
public sealed class WeakVersionTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static string? Package => NativeEngine.Metadata("TorchSharp") is { } native
        && Path.Combine(native, "libLibTorchSharp.so") is var file && File.Exists(file) ? file : null;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_bit_of_a_copy_changes_and_the_package_stays()
    {
        Assert.SkipWhen(Package is null, "no package for this system");
        var before = File.ReadAllBytes(Package!);
        var copy = WeakVersion.Repair(Package!, folder.Path);
        Assert.Equal(before, File.ReadAllBytes(Package!));
        var after = File.ReadAllBytes(copy);
        var changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(before[changed] | 2, after[changed]);
        Assert.Equal(copy, WeakVersion.Repair(Package!, folder.Path)); // taken as it is the next time
    }

    [Fact]
    public void A_damaged_copy_is_made_again()
    {
        Assert.SkipWhen(Package is null, "no package for this system");
        var copy = WeakVersion.Repair(Package!, folder.Path);
        var whole = File.ReadAllBytes(copy);
        File.WriteAllBytes(copy, whole[..^1]);
        Assert.Equal(whole, File.ReadAllBytes(WeakVersion.Repair(Package!, folder.Path)));
    }

    [Fact]
    public void Another_file_is_not_touched()
    {
        File.WriteAllBytes(folder["other.so"], [1, 2, 3]);
        var error = Assert.Throws<DllNotFoundException>(() => WeakVersion.Repair(folder["other.so"], folder.Path));
        Assert.Contains("GLIBCXX_3.4.32", error.Message);
        Assert.Equal([folder["other.so"]], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void What_is_no_library_is_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => WeakVersion.MarkWeak(new byte[length]));

    [Fact]
    public void Only_the_loaders_word_for_this_version_leads_to_a_repair()
    {
        Assert.True(WeakVersion.Explains(new("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by x)")));
        Assert.False(WeakVersion.Explains(new("libtorch.so: cannot open shared object file")));
    }
}
