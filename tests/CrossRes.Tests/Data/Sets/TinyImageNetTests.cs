using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public sealed class TinyImageNetTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_classes_are_read_from_either_layout_and_reduced()
    {
        var root = Stand();
        Directory.CreateDirectory(folder["parent"]);
        Directory.Move(root, folder[Path.Combine("parent", "tiny-imagenet-200")]);
        var (train, test, _) = TinyImageNet.Load(folder["parent"], 32, classes: 3, trainPerClass: 2);
        using (train)
        using (test)
        {
            Assert.Equal([0, 0, 1, 1, 2, 2], train.Labels.data<long>().ToArray());
            Assert.Equal([0, 1, 2, 0, 1, 2], test.Labels.data<long>().ToArray());
            Assert.Equal([6, 3, 32, 32], train.Images.shape);
            Assert.Equal(["n00000000", "n00000001", "n00000002"], train.ClassNames);
            Assert.Equal("synthetic", train.Origin.Kind);
            using var scope = NewDisposeScope();
            Assert.True(train.Images.to_type(ScalarType.Float32).std().ToDouble() > 20);
        }
    }

    [Fact]
    public void The_second_image_comes_before_the_tenth()
    {
        var root = SyntheticTinyImageNet.Write(folder.Path, 2, 11, 1);
        var (two, test, _) = TinyImageNet.Load(root, 64, 1, trainPerClass: 3);
        var (all, again, _) = TinyImageNet.Load(root, 64, 1);
        using (two)
        using (test)
        using (all)
        using (again)
        {
            Assert.True(two.Images.allclose(all.Images.narrow(0, 0, 3), 0, 0));
            Assert.Equal(11, all.Count);
        }
    }

    public static TheoryData<string, Action<string>, string> Wrong => new()
    {
        { "wnids.txt", File.Delete, "no such file" },
        { "wnids.txt", path => File.WriteAllText(path, "\n"), "names no class" },
        { "wnids.txt", path => File.WriteAllText(path, "n1\nn1\n"), "names n1 twice" },
        { "wnids.txt", path => File.WriteAllText(path, "../elsewhere\n"), "'../elsewhere' is no class" },
        { "train/n00000001/images", path => Directory.Delete(path, true), "no such folder, and wnids.txt names n00000001" },
        { "train/n00000001/images/n00000001_1.JPEG", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]), "n00000001_1.JPEG" },
        { "train/n00000000/images/n00000000_0.JPEG", path => File.WriteAllText(path, ""), "the file is empty" },
        { "val/val_annotations.txt", File.Delete, "no such file" },
        { "val/val_annotations.txt", path => File.WriteAllText(path, "val_0.JPEG\n"), "line 1 names no image and class" },
        { "val/val_annotations.txt", path => File.WriteAllText(path, "../x.JPEG\tn00000000\n"), "line 1 names no image and class" },
        { "val/val_annotations.txt", path => File.AppendAllText(path, "val_0.JPEG\tn9\t0\t0\t1\t1\n"), "wnids.txt has no class 'n9'" },
        { "val/val_annotations.txt", path => File.WriteAllText(path, "\n"), "has no image of the first" },
        { "val/images/val_3.JPEG", File.Delete, "line 4 names val_3.JPEG, which is not in" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_file_and_place(string file, Action<string> spoil, string problem)
    {
        var root = Stand();
        spoil(Path.Combine(root, file));
        Assert.Contains(problem, Assert.Throws<DataFileException>(() => TinyImageNet.Load(root, 32, 200)).Message);
    }

    private string Stand() => SyntheticTinyImageNet.Write(folder.Path, 4, 2, 2);
}
