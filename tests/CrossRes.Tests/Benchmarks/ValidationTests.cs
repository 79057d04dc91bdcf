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
    [Theory]
    [InlineData(5, 2, 5, 2)]
    [InlineData(9, 2, 8, 2)] // a fifth is left
    [InlineData(null, null, 8, 2)]
    [InlineData(4, null, 4, 6)]
    [InlineData(1, 1, 1, 1)]
    public void Training_images_that_are_not_learned_from_are_tested_and_no_test_image_is_seen(int? train, int? test, int learned, int tested)
    {
        using var folder = new TempFolder();
        SyntheticCifar100.Write(folder["data"], new SyntheticOptions(1, 10, 3));
        using var data = new LoadedData(folder["data"]);
        var (all, held) = ((Classification)data.Load(new ImageSpec(3, null, null)),
            (Classification)data.Load(new ImageSpec(3, train, test) { Tested = "validation" }));
        for (var label = 0; label < 3; label++)
        {
            string[] Of(CrossRes.Data.ImageSet set) => [.. Pictures(set).Where(p => p.StartsWith($"{label} "))];
            Assert.Equal(Of(all.Train)[..learned], Of(held.Train));
            Assert.Equal(Of(all.Train)[learned..(learned + tested)], Of(held.TestImages));
        }
        Assert.Equal((3 * learned, 3 * tested), (held.Train.Count, held.TestCount));
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
