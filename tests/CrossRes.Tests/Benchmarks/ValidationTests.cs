using CrossRes.Benchmarks;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Benchmarks;

public class ValidationTests
{
    [Fact]
    public void The_last_fifth_of_each_class_is_tested_and_not_learned_from_and_no_test_image_is_seen()
    {
        using var folder = new TempFolder();
        SyntheticCifar100.Write(folder["data"], new SyntheticOptions(1, 7, 3));
        using var data = new LoadedData(folder["data"]);
        var images = new ImageSpec(3, 6, 2);
        var (all, held) = ((Classification)data.Load(images), (Classification)data.Load(images with { Tested = "validation" }));
        Assert.Equal((18, 12, 6), (all.Train.Count, held.Train.Count, held.TestCount));
        Assert.Equal(Pictures(all.Train).Order(), Pictures(held.Train).Concat(Pictures(held.TestImages)).Order());
        for (var label = 0; label < 3; label++)
        {
            string[] Of(CrossRes.Data.ImageSet set) => [.. Pictures(set).Where(p => p.StartsWith($"{label} "))];
            Assert.Equal(Of(all.Train)[..4], Of(held.Train));
            Assert.Equal(Of(all.Train)[4..], Of(held.TestImages));
        }
        Assert.Empty(Pictures(all.TestImages).Intersect(Pictures(held.TestImages)));
        Assert.NotEqual(all.Sha256, held.Sha256);
    }

    [Fact]
    public void A_set_without_such_a_part_says_so()
    {
        using var data = new LoadedData("nowhere");
        var error = Assert.Throws<ArgumentException>(() => data.Load(new ImageSpec(2, null, null) { Set = "lfw", Tested = "validation" }));
        Assert.Equal("LFW has no part of its training images to choose by", error.Message);
    }

    [Fact]
    public void A_run_on_the_validation_part_is_a_run_of_its_own()
    {
        var row = Catalogue.Named("table1")["alone-16-r"];
        Assert.NotEqual(row.Recipe!(Scale.Laptop).Digest, row.Recipe(Scale.Laptop with { Validation = true }).Digest);
    }

    /// <summary>Label and pixels of each image.</summary>
    private static string[] Pictures(CrossRes.Data.ImageSet set)
    {
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, (int)set.Count).Select(i =>
            $"{set.Labels[i].item<long>()} {Convert.ToHexString(set.Images[i].contiguous().data<byte>().ToArray())}")];
    }
}
