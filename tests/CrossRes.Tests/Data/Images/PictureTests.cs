using System.Buffers.Binary;
using System.Globalization;
using CrossRes.Common;
using CrossRes.Data.Images;
using Xunit;

namespace CrossRes.Tests.Data.Images;

public class PictureTests
{
    public static TheoryData<string> Files =>
        [.. SampleImages.Pillow(l => !l.StartsWith("pillow-", StringComparison.Ordinal)).Select(l => l[0])];

    [Theory, MemberData(nameof(Files))]
    public void Every_encoding_decodes_to_the_pixels_of_Pillow(string file)
    {
        var expected = SampleImages.Pillow(l => l.StartsWith(file + " ", StringComparison.Ordinal)).Single();
        var parts = file.Split('@');
        var picture = Picture.Read(SampleImages.Path(parts[0]), parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null);
        Assert.Equal(expected[1..], SampleImages.Fingerprint(picture));
    }

    [Fact]
    public void Every_filter_resizes_every_box_to_the_pixels_of_Pillow()
    {
        var picture = Picture.Read(SampleImages.Path("colour.png"));
        var cases = SampleImages.Pillow(l => l.StartsWith("pillow-", StringComparison.Ordinal)).ToList();
        Assert.Equal(6 * 3 * 3 - 1, cases.Count);
        foreach (var line in cases)
        {
            var corners = line[1].Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var size = line[2].Split('x').Select(int.Parse).ToArray();
            var box = new Box(corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1]);
            var resized = picture.Resize(size[0], size[1], line[0], box);
            Assert.True(line[2..].SequenceEqual(SampleImages.Fingerprint(resized)), string.Join(' ', line[..3]));
        }
    }

    [Fact]
    public void A_box_or_filter_that_does_not_fit_is_refused_in_words()
    {
        var picture = new Picture(4, 3, new byte[36]);
        Assert.Contains("leaves the picture of 4×3", Assert.Throws<ArgumentException>(() => picture.Resize(2, 2, box: new Box(1, 0, 4, 3))).Message);
        Assert.Contains("pillow-bicubic", Assert.Throws<ArgumentException>(() => picture.Resize(2, 2, "bicubic")).Message);
    }

    [Fact]
    public void An_encoded_picture_decodes_to_almost_the_same()
    {
        var picture = Picture.Read(SampleImages.Path("gray.jpg"));
        var again = Picture.Decode(Jpeg.Encode(picture), "again");
        Assert.Equal((picture.Width, picture.Height), (again.Width, again.Height));
        Assert.All(picture.Pixels.Zip(again.Pixels), p => Assert.InRange(p.First - p.Second, -16, 16));
    }

    [Theory]
    [InlineData("colour.jpg", 0, "the file is empty")]
    [InlineData("colour.jpg", 60, "is no readable image")]
    [InlineData("colour.jpg", 900, "it is truncated")]
    [InlineData("subsampled.jpg", 700, "it is truncated")]
    [InlineData("turned6.jpg", 50, "is no readable image")]
    [InlineData("colour.png", 20, "is no readable image")]
    [InlineData("colour.png", 900, "is no readable image")]
    public void A_truncated_file_is_an_error_that_names_it(string sample, int bytes, string problem)
    {
        using var folder = new TempFolder();
        var file = folder["broken.jpg"];
        File.WriteAllBytes(file, SampleImages.Bytes(sample)[..bytes]);
        var error = Assert.Throws<DataFileException>(() => Picture.Read(file));
        Assert.StartsWith(file, error.Message);
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("colour.jpg"), InlineData("subsampled.jpg"), InlineData("gray.jpg"), InlineData("cmyk.jpg"), InlineData("turned6.jpg")]
    [InlineData("colour.png"), InlineData("palette.png"), InlineData("bits.png"), InlineData("transparent.png")]
    public void No_beginning_of_a_file_is_taken_for_the_whole(string sample)
    {
        var file = SampleImages.Bytes(sample);
        for (var length = 0; length < file.Length; length += length < file.Length - 40 ? 23 : 1)
            Assert.Throws<DataFileException>(() => Picture.Decode(file.AsSpan(0, length), sample));
    }

    [Theory, InlineData("colour.jpg", 4), InlineData("colour.png", 0)]
    public void A_thumbnail_or_another_file_behind_it_does_not_hide_that_the_end_is_missing(string sample, int within)
    {
        var file = SampleImages.Bytes(sample);
        byte[] marks = [.. "Exif\0\0"u8, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9]; // the end of a picture within a segment
        byte[] cut = within > 0 ? [.. file[..2], 0xFF, 0xE1, 0, (byte)(marks.Length + 2), .. marks, .. file[2..^2]] : file[..^12];
        Assert.Contains("it is truncated", Assert.Throws<DataFileException>(() => Picture.Decode(cut, sample)).Message);
        Assert.Equal(Picture.Decode(file, sample).Pixels, Picture.Decode([.. file, .. cut], sample).Pixels);
    }

    [Fact]
    public void A_picture_too_large_for_any_data_set_is_refused_before_it_takes_memory()
    {
        var jpeg = SampleImages.Bytes("colour.jpg");
        var size = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 5;
        new byte[] { 0xFF, 0xDC, 0xFF, 0xDC }.CopyTo(jpeg, size);
        byte[] png = [.. PngOfSize(1 << 13, (1 << 13) + 1)];
        foreach (var file in new[] { jpeg, png })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = Assert.Throws<DataFileException>(() => Picture.Decode(file, "bomb")).Message;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.StartsWith("bomb: is no readable image: its header says ", message);
            Assert.Contains("more than 67,108,864", message);
        }
    }

    [Fact]
    public void What_is_not_to_be_read_is_named_with_the_remedy()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["page.jpg"], "<html>404</html>");
        File.CreateSymbolicLink(folder["itself.jpg"], folder["itself.jpg"]);
        Directory.CreateDirectory(folder["folder.jpg"]);
        foreach (var (name, problem) in new[]
        {
            ("page.jpg", "is no readable image: neither JPEG nor PNG; restore the file"),
            ("none.jpg", "no such file; restore the image"),
            ("folder.jpg", "is a folder, not a file; restore the image"),
            ("itself.jpg", "is a link that leads back to itself; restore the image"),
        })
        {
            var message = Assert.Throws<DataFileException>(() => Picture.Read(folder[name])).Message;
            Assert.StartsWith($"{folder[name]}: {problem}", message);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void Where_the_library_is_missing_the_remedy_is_told() =>
        Assert.Equal(
            "libSkiaSharp: the library that decodes images does not load here: none; run ./repro setup, on a system that the package SkiaSharp serves",
            SkiaLibrary.Missing(new DllNotFoundException("none")).Message);

    private static byte[] PngOfSize(int width, int height)
    {
        var file = SampleImages.Bytes("colour.png");
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        PngChunks.Sign(file.AsSpan(8, 25));
        return file;
    }
}
