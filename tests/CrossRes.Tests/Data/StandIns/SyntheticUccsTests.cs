using CrossRes.Benchmarks;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using Xunit;

namespace CrossRes.Tests.Data.StandIns;

public class SyntheticUccsTests
{
    [Fact]
    public void The_closed_set_of_synthetic_scenes_has_its_part_of_the_published_counts()
    {
        using var parent = new TempFolder();
        var folder = SyntheticUccs.Write(parent.Path, 4);
        var (train, test, skipped) = Uccs.Load(folder, UccsCounts.For(4), 1);
        using var data = new FaceIdentification(train, test, skipped.Count);
        Assert.Equal((87, 20, 0), (train.Count, test.Count, data.Absent));
        Assert.Equal(("synthetic", "synthetic"), (train.Origin.Kind, test.Origin.Kind));
        Assert.Equal([3, 112, 112], train.Images.shape[1..]);
        Assert.Equal([0, 1, 2, 3], test.Labels.data<long>().ToArray().Distinct().Order());

        var scene = Directory.EnumerateFiles(Path.Combine(folder, "images")).First();
        File.Delete(scene);
        Assert.Contains($"names {Path.GetFileName(scene)}, which is not in", Assert.Throws<CrossRes.Common.DataFileException>(() => Uccs.Load(folder, UccsCounts.For(4), 1)).Message);
    }

    [Fact]
    public void The_published_counts_belong_to_180_subjects() => Assert.Equal(new UccsCounts(), UccsCounts.For(180));

    [Fact]
    public void A_tree_of_other_identities_lies_beside_the_pairs()
    {
        using var parent = new TempFolder();
        var folder = SyntheticFaces.Tree(parent.Path, 40);
        using var data = (FaceVerification)DataSets.Named("faces").Load(folder, new(40, 2, null), 1);
        Assert.Equal((80, 160), (data.Train.Count, data.TestCount));
        Assert.Equal("synthetic", data.Origin);
        Assert.Null(data.Fold);
    }
}
