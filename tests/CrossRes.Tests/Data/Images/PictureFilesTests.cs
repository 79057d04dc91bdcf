using CrossRes.Common;
using CrossRes.Data.Images;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Images;

public class PictureFilesTests
{
    private static readonly string[] Names = ["colour.jpg", "gray.jpg", "turned6.jpg", "palette.png", "cmyk.jpg", "bits.png"];

    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public void Images_come_in_the_order_of_their_files_whatever_the_workers(int workers)
    {
        var paths = Enumerable.Range(0, 30).Select(i => SampleImages.Path(Names[i % Names.Length])).ToArray();
        using var loaded = PictureFiles.Load(paths, 8, 6, (_, p) => p.Resize(6, 8), workers: workers);
        Assert.Equal([30, 3, 8, 6], loaded.Images.shape);
        for (var i = 0; i < paths.Length; i++)
        {
            using var scope = NewDisposeScope();
            var pixels = Picture.Read(paths[i]).Resize(6, 8).Pixels;
            Assert.Equal(pixels, loaded.Images[i].permute(1, 2, 0).contiguous().data<byte>().ToArray());
        }
    }

    [Fact]
    public void The_checksum_is_of_all_files_in_order()
    {
        string Sha(params string[] names)
        {
            using var loaded = PictureFiles.Load([.. names.Select(SampleImages.Path)], 4, 4, (_, p) => p.Resize(4, 4));
            return loaded.Sha256;
        }
        Assert.Equal(Sha("gray.jpg", "colour.png"), Sha("gray.jpg", "colour.png"));
        Assert.NotEqual(Sha("gray.jpg", "colour.png"), Sha("colour.png", "gray.jpg"));
    }

    [Fact]
    public void A_set_may_be_larger_than_two_GiB() // of which this one touches the last pages only
    {
        string[] paths = [.. Enumerable.Repeat("/nowhere.jpg", 719), SampleImages.Path("gray.jpg")];
        using var loaded = PictureFiles.Load(paths, 1024, 1024, (_, p) => p.Resize(1024, 1024), skipBad: true);
        Assert.Equal([719], loaded.Kept);
        Assert.Equal(Picture.Read(paths[^1]).Resize(1024, 1024).Pixels, loaded.Images[0].permute(1, 2, 0).contiguous().data<byte>().ToArray());
    }

    [Fact]
    public void The_first_bad_file_is_the_error_unless_bad_files_are_skipped_and_counted()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["empty.jpg"], []);
        string[] paths = [.. Enumerable.Repeat(SampleImages.Path("gray.jpg"), 20), folder["empty.jpg"], SampleImages.Path("bits.png"), folder["none.jpg"]];
        for (var round = 0; round < 10; round++)
            Assert.StartsWith(folder["empty.jpg"], Assert.Throws<DataFileException>(() => PictureFiles.Load(paths, 4, 4, (_, p) => p.Resize(4, 4))).Message);

        using var loaded = PictureFiles.Load(paths, 4, 4, (_, p) => p.Resize(4, 4), skipBad: true);
        Assert.Equal([.. Enumerable.Range(0, 20), 21], loaded.Kept);
        Assert.Equal([21, 3, 4, 4], loaded.Images.shape);
        Assert.Equal(2, loaded.Skipped.Count);
        Assert.Contains("the file is empty", loaded.Skipped[0]);
        Assert.Contains("none.jpg: no such file", loaded.Skipped[1]);
    }
}
