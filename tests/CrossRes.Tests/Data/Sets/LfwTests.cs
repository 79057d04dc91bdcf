using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;
using CrossRes.Tests.Data.StandIns;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public class LfwTests(StandInCopies copies) : IClassFixture<StandInCopies>
{
    private const string Good = "2\t1\nA\t1\t2\nA\t1\tB\t1\nC\t1\t2\nC\t2\tD\t1\n";

    private static string Painted(string parent) => SyntheticFaces.Lfw(parent, 40);

    [Fact]
    public void Pairs_come_in_folds_of_same_and_different()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["pairs.txt"], Good);
        var pairs = LfwPairs.Read(folder["pairs.txt"]);
        Assert.Equal([0, 0, 1, 1], pairs.Select(p => p.Fold));
        Assert.Equal([true, false, true, false], pairs.Select(p => p.Same));
        Assert.Equal("C/C_0002.jpg", pairs[3].First.Path);
    }

    [Fact]
    public void Seeds_that_name_no_fold_are_refused() =>
        Assert.StartsWith("seed 0: on LFW a seed says which fold", Assert.Throws<ArgumentException>(() => DataSets.Named("lfw").Load("nowhere", new ImageSpec(2, null, null), 0)).Message);

    [Theory]
    [InlineData("10\n", "line 1 does not give the numbers")]
    [InlineData("2\t1\nA\t1\t2\n", "has 1 pairs, line 1 promises 2 × 2 × 1")]
    [InlineData("1\t1\nA\t1\nA\t1\tB\t1\n", "line 2 has 2 fields, NAME n1 n2 is expected")]
    [InlineData("1\t1\nA\t1\t2\nA\t1\tB\tx\n", "line 3 has \"x\" where a number from 1 is expected")]
    [InlineData("1\t1\nA\t1\t2\nA\t1\tA\t2\n", "line 3 names A twice")]
    public void A_bad_line_is_named(string text, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["pairs.txt"], text);
        var error = Assert.Throws<DataFileException>(() => LfwPairs.Read(folder["pairs.txt"]));
        Assert.StartsWith($"{folder["pairs.txt"]}: {problem}", error.Message);
    }

    [Fact]
    public void The_synthetic_set_is_read_and_no_fold_shares_an_identity()
    {
        using var parent = new TempFolder();
        var folder = copies.Copy(parent, Painted);
        Assert.Equal(folder, Painted(parent.Path));
        using var lfw = Lfw.Load(folder);
        Assert.Equal([160, 3, 112, 112], lfw.Faces.Images.shape);
        Assert.Equal(10 * 2 * 12, lfw.Pairs.Count);
        Assert.Equal("synthetic", lfw.Faces.Origin.Kind);
        for (var fold = 0; fold < 10; fold++)
        {
            using var again = Lfw.Load(folder);
            using var held = FaceVerification.HoldOut(again, fold);
            Assert.Equal(144, held.Train.Count);
            Assert.Equal(16, held.TestCount);
            var learned = held.Train.Labels.data<long>().ToArray().Select(l => held.Train.ClassNames[(int)l]).ToHashSet();
            Assert.DoesNotContain(again.Pairs.Where(p => p.Fold == fold), p => learned.Contains(p.First.Identity) || learned.Contains(p.Second.Identity));
            if (fold == 2) break;
        }
    }

    [Fact]
    public void Folds_that_share_an_identity_cannot_be_held_out()
    {
        using var parent = new TempFolder();
        var folder = copies.Copy(parent, Painted);
        var lines = File.ReadAllLines(Path.Combine(folder, "pairs.txt"));
        lines[^1] = "Person_0000\t1\tPerson_0009\t2"; // of the first fold
        File.WriteAllLines(Path.Combine(folder, "pairs.txt"), lines);
        using var lfw = Lfw.Load(folder);
        Assert.Contains($"line {lines.Length} (fold 10) names Person_0000, who is in fold 1 too",
            Assert.Throws<DataFileException>(() => FaceVerification.HoldOut(lfw, 0)).Message);
    }

    /// <summary>As torchvision, scikit-learn and Kaggle have it, and as tools rename and convert it.</summary>
    [Theory]
    [InlineData("lfw_funneled", ".jpg")]
    [InlineData("lfw2", ".png")]
    [InlineData("lfw-deepfunneled/lfw-deepfunneled", ".JPG")]
    [InlineData("LFW", ".jpeg")]
    [InlineData(".", ".JPEG")]
    public void Images_are_found_in_folders_of_other_names_and_with_other_extensions(string place, string extension)
    {
        using var parent = new TempFolder();
        File.WriteAllText(parent["pairs.txt"], "2\t1\nA\t1\t2\nA\t1\tB\t1\nC\t1\t2\nC\t2\tD\t1\n");
        string Name(int identity) => $"{(char)('A' + identity)}";
        SyntheticFaces.Save([(0, 1), (0, 2), (1, 1), (2, 1), (2, 2), (3, 1)],
            f => Path.Combine(parent.Path, place, Name(f.Identity), $"{Name(f.Identity)}_{f.Number:0000}{extension}"));
        using var lfw = Lfw.Load(parent.Path);
        Assert.Equal((6L, 4, 0), (lfw.Faces.Count, lfw.Pairs.Count, lfw.Skipped.Count));
    }

    [Fact]
    public void A_missing_image_is_named_with_its_line_and_skipped_only_on_request()
    {
        using var parent = new TempFolder();
        var folder = copies.Copy(parent, Painted);
        var image = Path.Combine(folder, "lfw", "Person_0000", "Person_0000_0001.jpg");
        File.Delete(image);
        var error = Assert.Throws<DataFileException>(() => Lfw.Load(folder));
        Assert.Contains("pairs.txt: line 2 names Person_0000/Person_0000_0001.jpg, which is not in", error.Message);

        using var whole = Lfw.Load(folder, skipBad: true);
        Assert.Equal(159, whole.Faces.Count);
        Assert.Single(whole.Skipped);
        Assert.DoesNotContain(whole.Pairs, p => p.First == new LfwImage("Person_0000", 1) || p.Second == new LfwImage("Person_0000", 1));

        File.WriteAllBytes(image, [0xFF, 0xD8, 0xFF]);
        Assert.StartsWith(image, Assert.Throws<DataFileException>(() => Lfw.Load(folder)).Message);
    }
}
