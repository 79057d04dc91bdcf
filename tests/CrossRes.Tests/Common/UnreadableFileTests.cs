using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using Xunit;

namespace CrossRes.Tests.Common;

/// <summary>A file that is there and may not be read: a link to itself or to nothing, a folder in its place, no right.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_reason_has_its_own_words_and_one_line()
    {
        File.CreateSymbolicLink(folder["self"], "self");
        File.CreateSymbolicLink(folder["lost"], "gone");
        Directory.CreateDirectory(folder["a folder"]);
        Assert.Contains("is a link that leads back to itself", Fault("self"));
        Assert.Contains("is a link to nothing", Fault("lost"));
        Assert.Contains("is a folder, not a file", Fault("a folder"));
        Assert.Contains("no such file", Fault("absent"));
        // the superuser may read everything: the refusal of a system is told by its exception
        var refused = DataFile.Unreadable(folder["secret"], new UnauthorizedAccessException("Access to the path is denied."));
        Assert.Contains("secret: may not be read; give yourself the right to read it", refused.Message);
        Assert.Contains("may not be read", DataFile.Unreadable(folder["a folder"], new UnauthorizedAccessException(), folder: true).Message);
        var other = DataFile.Unreadable(folder["disk"], new IOException("Input/output\nerror"));
        Assert.Contains("disk: cannot be read: Input/output error", other.Message);
    }

    /// <summary>Every file that a reader opens by name.</summary>
    public static TheoryData<string, Action<string>, string> Readers => new()
    {
        { "train.bin", f => Cifar100.Load(f), "cifar" },
        { "fine_label_names.txt", f => Cifar100.Load(f), "cifar" },
        { "origin.json", f => Cifar100.Load(f), "cifar" },
        { "train_32x32.mat", f => Svhn.Load(f), "svhn" },
        { "train_X.bin", f => Stl10.Load(f, 32), "stl10" },
        { "train_y.bin", f => Stl10.Load(f, 32), "stl10" },
        { "wnids.txt", f => TinyImageNet.Load(f, 32, 2), "tiny-imagenet" },
        { "val/val_annotations.txt", f => TinyImageNet.Load(f, 32, 2), "tiny-imagenet" },
        { "pairs.txt", f => Lfw.Load(f), "lfw" },
        { "training.csv", f => Uccs.Load(f, UccsCounts.For(2), 1), "uccs" },
        { "landmarks.csv", f => FaceTree.Load(f), "faces" },
        { "cars_annos.mat", f => Cars196.List(f), "cars" },
        { "images.txt", f => Cub200.List(f), "cub" },
        { "image_class_labels.txt", f => Cub200.List(f), "cub" },
        { "classes.txt", f => Cub200.List(f), "cub" },
        { "Ebay_train.txt", f => StanfordProducts.List(f), "sop" },
        { "weights.safetensors", f => Safetensors.Load(Path.Combine(f, "weights.safetensors")), "weights" },
        { "a.mat", f => MatFile.Load(Path.Combine(f, "a.mat")), "mat" },
    };

    [Theory, MemberData(nameof(Readers))]
    public void A_reader_names_the_file(string file, Action<string> read, string set)
    {
        var root = Stand(set);
        foreach (var spoil in (Action<string>[])[p => File.CreateSymbolicLink(p, Path.GetFileName(p)), p => Directory.CreateDirectory(p)])
        {
            var path = Path.Combine(root, file);
            if (Directory.Exists(path)) Directory.Delete(path);
            File.Delete(path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            spoil(path);
            var fault = Assert.Throws<DataFileException>(() => read(root)).Message;
            Assert.Contains(Path.GetFileName(file), fault);
            Assert.DoesNotContain('\n', fault);
        }
    }

    [Fact]
    public void An_image_that_may_not_be_read_is_an_error_or_is_skipped_and_counted()
    {
        var listing = Cub200.List(SyntheticFineGrained.Write(folder.Path, "cub200", SyntheticLayout.Cub200, new(6, 3, 16)));
        Spoil(listing.Images[1].Path);
        Assert.StartsWith(listing.Images[1].Path, Assert.Throws<DataFileException>(() => FineGrainedSets.Load(listing, new(12))).Message);
        var (train, test, absent) = FineGrainedSets.Load(listing, new(12, SkipAbsent: true));
        using (train)
        using (test) Assert.Equal((8, 9, 1), (train.Count, test.Count, absent));

        var tiny = SyntheticTinyImageNet.Write(folder.Path, 2, 2, 1);
        Spoil(Path.Combine(tiny, "train/n00000001/images/n00000001_1.JPEG"));
        Assert.Contains("n00000001_1.JPEG", Assert.Throws<DataFileException>(() => TinyImageNet.Load(tiny, 32, 2)).Message);
        var (learned, tested, left) = TinyImageNet.Load(tiny, 32, 2, skipBad: true);
        using (learned)
        using (tested) Assert.Equal((3, 2, 1), (learned.Count, tested.Count, left));

        SyntheticFaces.Save([(1, 0), (1, 1), (2, 0)], f => folder[$"faces/n{f.Identity}/{f.Number}.jpg"]);
        Spoil(folder["faces/n1/1.jpg"]);
        Assert.Contains("1.jpg", Assert.Throws<DataFileException>(() => FaceTree.Load(folder["faces"])).Message);
        var (faces, skipped) = FaceTree.Load(folder["faces"], new(SkipBad: true));
        using (faces) Assert.Equal((2L, 1), (faces.Count, skipped.Count));
    }

    private static void Spoil(string path)
    {
        Assert.True(File.Exists(path), path);
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.GetFileName(path));
    }

    private string Fault(string name) => Assert.Throws<DataFileException>(() => DataFile.Bytes(folder[name])).Message;

    private string Stand(string set)
    {
        Directory.CreateDirectory(folder[set]);
        switch (set)
        {
            case "cifar": SyntheticCifar100.Write(folder[set], new(1, 1, 1)); break;
            case "stl10": return SyntheticStl10.Write(folder.Path, 1, 1);
            case "tiny-imagenet": return SyntheticTinyImageNet.Write(folder.Path, 2, 2, 1);
            case "faces": SyntheticFaces.Save([(1, 0)], f => folder[$"faces/n{f.Identity}/{f.Number}.jpg"]); break;
            case "cub": return SyntheticFineGrained.Write(folder.Path, "cub200", SyntheticLayout.Cub200, new(4, 1, 16));
            default: break;
        }
        return folder[set];
    }
}
