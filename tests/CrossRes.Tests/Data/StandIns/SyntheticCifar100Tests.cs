using CrossRes.Common;
using CrossRes.Data.Resampling;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.StandIns;

public sealed class SyntheticCifar100Tests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_options_give_the_same_bytes_and_a_written_set_is_kept()
    {
        var options = new SyntheticOptions(Seed: 7, TrainPerClass: 6, TestPerClass: 1);
        SyntheticCifar100.Write(folder["a"], options);
        SyntheticCifar100.Write(folder["b"], options);
        SyntheticCifar100.Write(folder["c"], options with { Seed = 8 });
        Assert.Equal(["coarse_label_names.txt", "fine_label_names.txt", "origin.json", "test.bin", "train.bin"],
            Directory.EnumerateFiles(folder["a"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(folder["a"]))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder["b"], Path.GetFileName(file))));
        Assert.NotEqual(File.ReadAllBytes(folder["a/train.bin"]), File.ReadAllBytes(folder["c/train.bin"]));
        Assert.Equal(600 * 3074, new FileInfo(folder["a/train.bin"]).Length);

        var written = File.GetLastWriteTimeUtc(folder["a/train.bin"]);
        SyntheticCifar100.Write(folder["a"], options);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder["a/train.bin"]));
    }

    [Fact]
    public void Another_folders_content_is_never_touched()
    {
        File.WriteAllText(folder["mine.txt"], "mine");
        Assert.Contains("exists and holds something else", Assert.Throws<DataFileException>(() => SyntheticCifar100.Write(folder.Path)).Message);
        File.WriteAllText(folder["file"], "");
        Assert.Throws<DataFileException>(() => SyntheticCifar100.Write(folder["file/set"]));
        Assert.Equal(["file", "mine.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCifar100.Write(folder["set"], new(TrainPerClass: 0)));
    }

    /// <summary>Classes of one colour and shape differ by texture and glyph: what is left of them at 16×16?</summary>
    [Fact]
    public void Fine_classes_lose_most_of_what_tells_them_apart_at_half_resolution()
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(1, "test");
        using var half = Resampler.Named("pillow-bilinear", 32, 32, 16, 16);
        using var whole = Resampler.Named("pillow-bilinear", 16, 16, 32, 32);
        var images = SyntheticImages.Paint(arange(300, dtype: ScalarType.Int64).remainder(100), generator);
        var lost = Detail(images - whole.Apply(half.Apply(images)).to(ScalarType.Float32));
        var all = Detail(images.to(ScalarType.Float32));
        Assert.InRange(lost / all, 0.7, 1.0);
    }

    [Fact]
    public void Glyphs_have_equal_area()
    {
        Assert.Equal(SyntheticClasses.Details, SyntheticClasses.Glyphs.Length);
        Assert.All(SyntheticClasses.Glyphs, g => Assert.Equal((25, 9), (g.Length, g.Count(c => c == '#'))));
        Assert.Equal(100, SyntheticClasses.FineNames.Distinct().Count());
        Assert.Equal(20, SyntheticClasses.CoarseNames.Distinct().Count());
    }

    /// <summary>Energy of the second difference along both axes: texture, glyphs and noise, not shading.</summary>
    private static double Detail(Tensor images)
    {
        var x = images.to(ScalarType.Float32);
        var across = x.narrow(3, 0, 30) - x.narrow(3, 1, 30) * 2 + x.narrow(3, 2, 30);
        var down = x.narrow(2, 0, 30) - x.narrow(2, 1, 30) * 2 + x.narrow(2, 2, 30);
        return (across.square().mean() + down.square().mean()).item<float>();
    }

    [Fact]
    public void A_sample_has_the_classes_that_were_asked_for()
    {
        using var first = SyntheticCifar100.Sample([3, 42], 4, seed: 5);
        using var again = SyntheticCifar100.Sample([3, 42], 4, seed: 5);
        using var other = SyntheticCifar100.Sample([3, 42], 4, seed: 6);
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], first.Labels.data<long>().ToArray());
        Assert.Equal([SyntheticClasses.FineNames[3], SyntheticClasses.FineNames[42]], first.ClassNames);
        Assert.Equal([8, 3, 32, 32], first.Images.shape);
        Assert.Equal(first.Origin, again.Origin);
        Assert.NotEqual(first.Origin, other.Origin);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCifar100.Sample([100], 4, seed: 5));
    }
}
