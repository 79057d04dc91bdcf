using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;
using CrossRes.Tests.Data.StandIns;
using CrossRes.Metrics;
using CrossRes.Models;
using CrossRes.Papers.Crrcd;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public sealed class TinyFaceTests(StandInCopies copies) : IClassFixture<StandInCopies>, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lists_name_matches_and_probes_and_the_rest_of_the_gallery_is_nobody()
    {
        var root = copies.Copy(folder, parent => SyntheticTinyFace.Write(parent, 6));
        using var set = TinyFace.Load(root, 5);
        Assert.Equal((20, 5), (set.Train.Count, set.Train.ClassNames.Count));
        Assert.Equal([7, 7, 8, 8, 9, 9, .. Enumerable.Repeat(TinyFace.Nobody, 6)], set.Gallery.Identities);
        Assert.Equal([7, 8, 9], set.Probes.Identities);
        Assert.Equal("synthetic", set.Train.Origin.Kind);
        Directory.CreateDirectory(folder["parent"]);
        Directory.Move(root, folder[Path.Combine("parent", "tinyface")]);
        using var nested = TinyFace.Load(folder["parent"], 5);
        Assert.Equal(set.Sha256, nested.Sha256);
    }

    [Fact]
    public void A_network_is_tested_by_rank_on_faces_that_stay_in_their_files()
    {
        var set = DataSets.Named("tinyface");
        using var data = set.Load(set.StandIn(folder.Path, Scale.Tiny), new(2570, null, null, "random flip"), 1);
        using var model = Network.Create(new ModelSpec("resnet34", 4, 1 / 16.0), 1, CPU);
        var scores = data.Test(model, new EvaluationTransform(16, "pillow-bilinear", 32, CPU));
        Assert.Equal([FaceRetrieval.Rank1, FaceRetrieval.Rank10, FaceRetrieval.Rank20], scores.Keys);
        Assert.Equal(scores.Values.Order(), scores.Values);
        Assert.InRange(scores[FaceRetrieval.Rank20], 100.0 / 30, 100);
    }

    [Fact]
    public void A_damaged_image_is_named_or_left_out_and_counted()
    {
        var root = copies.Copy(folder, parent => SyntheticTinyFace.Write(parent, 6));
        File.WriteAllText(Path.Combine(root, "Testing_Set", "Gallery_Match", "8_1.jpg"), "");
        File.Delete(Path.Combine(root, "Testing_Set", "Probe", "9_3.jpg"));
        Assert.Contains("8_1.jpg: ", Assert.Throws<DataFileException>(() => TinyFace.Load(root)).Message);
        using var set = TinyFace.Load(root, skipBad: true);
        Assert.Equal([7, 7, 8, 9, 9], set.Gallery.Identities.Take(5));
        Assert.Equal([7, 8], set.Probes.Identities);
        Assert.Equal(2, set.Skipped.Count);
        Assert.EndsWith("8_2.jpg", set.Gallery.Paths[2]);
    }

    public static TheoryData<string, double[], string> Wrong => new()
    {
        { "7_3.jpg", [7, 8], "has 1 images and 2 identities" },
        { "7_3.jpg", [0], "entry 1 of probe_ids is 0" },
        { "7_3.jpg", [7.5], "entry 1 of probe_ids is 7.5" },
        { "../7_3.jpg", [7], "entry 1 of probe_set names no image" },
        { "", [7], "entry 1 of probe_set names no image" },
        { "7_3.jpg", [99], "names identity 99, of whom the gallery has no image" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_list_is_named_with_its_entry(string image, double[] ids, string problem)
    {
        var root = copies.Copy(folder, parent => SyntheticTinyFace.Write(parent, 4));
        MatWriter.Save(Path.Combine(root, "Testing_Set", "probe_img_ID_pairs.mat"), new Dictionary<string, MatValue>
        {
            ["probe_set"] = new MatCells([1, 1], [new MatText([1, image.Length], image)]), ["probe_ids"] = new MatNumbers([ids.Length, 1], ids),
        });
        var message = Assert.Throws<DataFileException>(() => TinyFace.Load(root)).Message;
        Assert.Contains("probe_img_ID_pairs.mat: ", message);
        Assert.Contains(problem, message);
    }

    [Theory]
    [InlineData("Testing_Set/Gallery_Distractor", "no such folder")]
    [InlineData("Training_Set", "no such folder")]
    [InlineData("Testing_Set", "no such file")]
    public void What_is_absent_is_named(string part, string problem)
    {
        var root = copies.Copy(folder, parent => SyntheticTinyFace.Write(parent, 4));
        Directory.Delete(Path.Combine(root, part), recursive: true);
        Assert.Contains(problem, Assert.Throws<DataFileException>(() => TinyFace.Load(root)).Message);
    }

    [Fact]
    public void Ranks_count_probes_with_a_match_among_the_nearest()
    {
        using var scope = NewDisposeScope();
        static Tensor On(params double[] places) => tensor(places).unsqueeze(1);
        var (gallery, ids) = (On(0, 1, 2, 3), tensor(new long[] { -1, 5, -1, 6 }));
        // 5 is second at 0.1, first at 1.1; 6 is last at 0
        Assert.Equal([100 / 3.0, 200 / 3.0, 200 / 3.0, 100], RankK.Percent(On(0.1, 1.1, 0), tensor(new long[] { 5, 5, 6 }), gallery, ids, 1, 2, 3, 9));
        Assert.Throws<ArgumentException>(() => RankK.Percent(On(0), tensor(new long[] { 5 }), gallery, ids, 0));
    }
}
