using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;

namespace CrossRes.Tests.Data.Sets;

public sealed class FineGrainedSetsTests : IDisposable
{
    private static readonly SpecimenOptions Small = new(6, 3, 16);
    private static readonly FineGrainedOptions Whole = new(12);

    private readonly TempFolder folder = new();

    public static TheoryData<string> Sets => ["cars196", "cub200", "sop"];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Sets))]
    public void A_stand_in_is_read_as_the_official_set_is(string set)
    {
        var (train, test, absent) = FineGrainedSets.Load(List(set), Whole);
        using (train)
        using (test)
        {
            Assert.Equal(0, absent);
            Assert.Equal([9L, 3, 12, 12], train.Images.shape);
            Assert.Equal([0L, 0, 0, 1, 1, 1, 2, 2, 2], train.Labels.data<long>().ToArray());
            Assert.Equal("synthetic", test.Origin.Kind);
            Assert.Empty(train.ClassNames.Intersect(test.ClassNames));
            Assert.Equal((3, 3), (train.ClassNames.Count, test.ClassNames.Count));
        }
    }

    [Theory, MemberData(nameof(Sets))]
    public void An_absent_image_is_an_error_that_names_its_line_unless_it_is_to_be_skipped(string set)
    {
        var listing = List(set);
        var victim = listing.Images[4];
        File.Delete(victim.Path);
        var fault = Assert.Throws<DataFileException>(() => FineGrainedSets.Load(listing, Whole)).Message;
        Assert.StartsWith($"{victim.Path}: is not there, and {victim.Place} lists it (1 of 18 images are absent)", fault);
        Assert.Contains("--skip-absent", fault);
        var (train, test, absent) = FineGrainedSets.Load(listing, Whole with { SkipAbsent = true });
        using (train)
        using (test)
            Assert.Equal((8, 9, 1), (train.Count, test.Count, absent));
    }

    [Fact]
    public void The_halves_of_the_classes_that_are_there_are_kept_apart_and_subsets_take_the_first()
    {
        var listing = List("cub200");
        foreach (var image in listing.Images.Where(i => i.Class > 4)) File.Delete(image.Path);
        var parts = listing.Split(skipAbsent: true);
        Assert.Equal([1, 2], parts.Train.Select(i => i.Class).Distinct());
        Assert.Equal([3, 4], parts.Test.Select(i => i.Class).Distinct());
        var (train, test, _) = FineGrainedSets.Load(listing, new(12, 1, 2, 1, SkipAbsent: true));
        using (train)
        using (test)
            Assert.Equal((2, 1, "001.Synthetic", "003.Synthetic"), (train.Count, test.Count, train.ClassNames[0], test.ClassNames[0]));
    }

    [Fact]
    public void The_newer_devkit_of_Cars196_is_read_too()
    {
        var root = folder["cars"];
        MatValue Number(double value) => new MatNumbers([1, 1], [value]);
        MatValue Text(string text) => new MatText([1, text.Length], text);
        var box = Enumerable.Repeat(Number(1), 4);
        MatWriter.Save(Path.Combine(root, "devkit", "cars_train_annos.mat"), new Dictionary<string, MatValue>
        {
            ["annotations"] = new MatStructs([1, 2], ["bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "fname"],
                [.. box, Number(7), Text("00001.jpg"), .. box, Number(196), Text("00002.jpg")]),
        });
        MatWriter.Save(Path.Combine(root, "devkit", "cars_meta.mat"), new Dictionary<string, MatValue> { ["class_names"] = new MatCells([1, 1], [Text("AM General")]) });
        var listing = Cars196.List(root);
        Assert.Equal([(7, "cars_train_annos.mat, annotation 1"), (196, "cars_train_annos.mat, annotation 2")], listing.Images.Select(i => (i.Class, i.Place)));
        Assert.Equal(Path.Combine(root, "cars_train", "00002.jpg"), listing.Images[1].Path);
        Assert.Equal("AM General", listing.ClassNames[1]);
    }

    /// <summary>torchvision keeps the labels of the test half beside devkit/, and all of it in stanford_cars/.</summary>
    [Theory]
    [InlineData("devkit/cars_train_annos.mat", "devkit/cars_test_annos_withlabels.mat")]
    [InlineData("devkit/cars_train_annos.mat", "cars_test_annos_withlabels.mat")]
    [InlineData("stanford_cars/devkit/cars_train_annos.mat", "stanford_cars/cars_test_annos_withlabels.mat")]
    [InlineData("cars_train_annos.mat", "cars_test_annos_withlabels.mat")]
    public void Both_halves_of_Cars196_are_found_and_a_half_without_labels_is_told(string train, string test)
    {
        var root = folder["cars"];
        foreach (var file in (string[])[train, test]) Annotate(Path.Combine(root, file), (1, "a.jpg"), (2, "b.jpg"), (3, "c.jpg"), (4, "d.jpg"));
        var listing = Cars196.List(root);
        Assert.Equal((8, 0), (listing.Images.Count, listing.Unlisted.Count));
        Assert.EndsWith(Path.Combine("cars_test", "d.jpg"), listing.Images[7].Path);

        File.Delete(Path.Combine(root, test));
        var half = Cars196.List(root);
        var fault = Assert.Throws<DataFileException>(() => half.Split(skipAbsent: false)).Message;
        Assert.Contains("cars_test_annos_withlabels.mat: is not there, and only it has the classes of 8,041 images of Cars196", fault);
        foreach (var image in half.Images)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(image.Path)!);
            File.WriteAllText(image.Path, "");
        }
        Assert.Equal(8041, half.Split(skipAbsent: true).Absent);
    }

    [Fact]
    public void An_annotation_of_Cars196_that_is_there_twice_is_named()
    {
        Annotate(folder["cars/devkit/cars_train_annos.mat"], (1, "a.jpg"), (2, "b.jpg"), (3, "a.jpg"));
        Assert.Contains("annotation 3 is of a.jpg, as annotation 1 is", Assert.Throws<DataFileException>(() => Cars196.List(folder["cars"])).Message);
    }

    private static void Annotate(string path, params (int Class, string Image)[] images) => MatWriter.Save(path, new Dictionary<string, MatValue>
    {
        ["annotations"] = new MatStructs([1, images.Length], ["bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "fname"],
            [.. images.SelectMany(i => (MatValue[])[.. Enumerable.Repeat(new MatNumbers([1, 1], [1]), 4), new MatNumbers([1, 1], [i.Class]), new MatText([1, i.Image.Length], i.Image)])]),
    });

    [Theory]
    [InlineData("cub200", "images.txt", 3, "2 003.Synthetic/other.jpg", "images.txt: line 3: image 2 was listed before, in line 2")]
    [InlineData("cub200", "images.txt", 3, "3 001.Synthetic/Synthetic_0001_1.jpg", "images.txt: line 3: 001.Synthetic/Synthetic_0001_1.jpg was listed before, in line 1")]
    [InlineData("cub200", "image_class_labels.txt", 3, "1 2", "image_class_labels.txt: line 3: the class of image 1 was listed before, in line 1")]
    [InlineData("cub200", "classes.txt", 3, "2 002.Synthetic", "classes.txt: line 3: class 2 was listed before, in line 2")]
    [InlineData("sop", "Ebay_train.txt", 4, "2 1 1 synthetic_final/other.JPG", "Ebay_train.txt: line 4: image 2 was listed before, in line 3")]
    [InlineData("sop", "Ebay_train.txt", 4, "3 1 1 synthetic_final/000001_0.JPG", "Ebay_train.txt: line 4: synthetic_final/000001_0.JPG was listed before, in line 2")]
    [InlineData("sop", "Ebay_test.txt", 4, "12 4 1 synthetic_final/000001_0.JPG", "Ebay_test.txt, line 4: 000001_0.JPG was listed before, in Ebay_train.txt, line 2")]
    [InlineData("cub200", "images.txt", 3, "3", "line 3: has 1 of 2 words: '3'")]
    [InlineData("cub200", "images.txt", 3, "3 ../secret.jpg", "line 3: '../secret.jpg' leads out of the set's folder")]
    [InlineData("cub200", "image_class_labels.txt", 2, "2 x", "line 2: 'x' is no number from 1")]
    [InlineData("cub200", "image_class_labels.txt", 2, "99 1", "images.txt: line 2: image 2 has no class")]
    [InlineData("sop", "Ebay_test.txt", 4, "3 1 1 a.JPG", "Ebay_test.txt, line 4: class 1 is in Ebay_train.txt, too")]
    [InlineData("sop", "Ebay_train.txt", 4, "3 0 1 a.JPG", "line 4: '0' is no number from 1")]
    public void A_damaged_line_is_named(string set, string file, int line, string text, string message)
    {
        var path = Path.Combine(List(set).Folder, file);
        var lines = File.ReadAllLines(path);
        lines[line - 1] = text;
        File.WriteAllLines(path, lines);
        Assert.Contains(message, Assert.Throws<DataFileException>(() => List(set)).Message);
    }

    [Fact]
    public void A_folder_of_something_else_is_refused_with_what_was_looked_for()
    {
        Assert.Contains("holds neither cars_annos.mat nor devkit/cars_train_annos.mat", Assert.Throws<DataFileException>(() => Cars196.List(folder.Path)).Message);
        Assert.Contains("image_class_labels.txt: no such file", Assert.Throws<DataFileException>(() => Cub200.List(folder.Path)).Message);
        Assert.Contains("Ebay_train.txt: no such file", Assert.Throws<DataFileException>(() => StanfordProducts.List(folder.Path)).Message);
    }

    private Listing List(string set)
    {
        var (layout, list) = set switch
        {
            "cars196" => (SyntheticLayout.Cars196, (Func<string, Listing>)Cars196.List),
            "cub200" => (SyntheticLayout.Cub200, Cub200.List),
            _ => (SyntheticLayout.StanfordProducts, StanfordProducts.List),
        };
        Assert.Equal(set, DataSets.Named(set).Key);
        return list(SyntheticFineGrained.Write(folder.Path, set, layout, Small));
    }
}
