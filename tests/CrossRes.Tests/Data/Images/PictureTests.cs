using System.Globalization;
using CrossRes.Data;
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
        var again = Jpeg.Decode(Jpeg.Encode(picture), "again");
        Assert.Equal((picture.Width, picture.Height), (again.Width, again.Height));
        Assert.All(picture.Pixels.Zip(again.Pixels), p => Assert.InRange(p.First - p.Second, -16, 16));
    }

    [Theory]
    [InlineData("colour.jpg", 0, "the file is empty")]
    [InlineData("colour.jpg", 60, "is no readable image")]
    [InlineData("colour.jpg", 900, "Premature end of JPEG file")]
    [InlineData("subsampled.jpg", 700, "Premature end of JPEG file")]
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

    [Fact]
    public void No_damage_of_a_file_is_worse_than_an_error()
    {
        var random = new Random(1);
        foreach (var sample in new[] { "colour.jpg", "turned6.jpg", "cmyk.jpg", "palette.png", "transparent.png" })
        {
            var original = SampleImages.Bytes(sample);
            for (var round = 0; round < 300; round++)
            {
                var damaged = (byte[])original.Clone();
                for (var hit = 0; hit < 3; hit++) damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
                try
                {
                    var picture = Picture.Decode(damaged, sample);
                    Assert.Equal(picture.Width * picture.Height * 3, picture.Pixels.Length);
                }
                catch (DataFileException e)
                {
                    Assert.StartsWith(sample, e.Message);
                }
            }
        }
    }

    [Fact]
    public void Other_formats_missing_files_and_missing_libraries_are_named()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["page.jpg"], "<html>404</html>");
        Assert.Contains("neither JPEG nor PNG", Assert.Throws<DataFileException>(() => Picture.Read(folder["page.jpg"])).Message);
        Assert.Contains("no such file", Assert.Throws<DataFileException>(() => Picture.Read(folder["none.jpg"])).Message);
        var missing = Assert.Throws<DataFileException>(() => NativeCodec.Require("libnowhere.so.1", "libnowhere1"));
        Assert.Equal("libnowhere.so.1: is not installed, and images are decoded by it; run: apt-get install libnowhere1", missing.Message);
    }
}
