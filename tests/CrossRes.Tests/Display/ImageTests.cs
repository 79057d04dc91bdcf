using CrossRes.Display;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Display;

public sealed class ImageTests
{
    [Fact]
    public void APngDecodesToItsPixels() =>
        Prop.ForAll(Gen.Choose(1, 20).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), Gen.Elements(1, 3).ToArbitrary(), (width, height, channels) =>
        {
            var pixels = new byte[width * height * channels];
            new System.Random(width * height).NextBytes(pixels);
            var file = PngFile.Read(Png.Encode(pixels, width, height, channels));
            var rows = pixels.Chunk(width * channels).SelectMany(row => row.Prepend((byte)0));
            return file.Size == (width, height) && file.ColorType == (channels == 1 ? 0 : 2) && file.Rows.SequenceEqual(rows);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, 2, 2, 1)]
    [InlineData(0, 0, 2, 1)]
    [InlineData(8, 2, 2, 2)]
    public void APictureOfWrongSizeIsRefused(int samples, int width, int height, int channels) =>
        Assert.Throws<ArgumentException>(() => Png.Encode(new byte[samples], width, height, channels));

    [Fact]
    public void AGridLaysPicturesOutRowByRow()
    {
        // Three 1 × 2 pictures of one RGB colour each, two in a row, each pixel enlarged to 2 × 2.
        byte[] pixels = [10, 11, 20, 21, 30, 31, 110, 111, 120, 121, 130, 131, 210, 211, 220, 221, 230, 231];
        var sheet = PngFile.Read(new ImageGrid(pixels, 3, 3, 1, 2) { Columns = 2, Zoom = 2 }.Sheet());
        Assert.Equal((12, 8), sheet.Size);
        byte[] Pixel(int x, int y) => sheet.Rows[(y * (12 * 3 + 1) + 1 + x * 3)..][..3];
        Assert.Equal([10, 20, 30], Pixel(1, 1));
        Assert.Equal([11, 21, 31], Pixel(2, 0));
        Assert.Equal([110, 120, 130], Pixel(8, 1));
        Assert.Equal([211, 221, 231], Pixel(3, 7));
        Assert.Equal([255, 255, 255], Pixel(4, 0));
        Assert.Equal([255, 255, 255], Pixel(9, 7));
    }

    [Fact]
    public void AGridOfATensorIsTheGridOfItsSamples()
    {
        using var images = arange(24, dtype: ScalarType.Byte).reshape(2, 3, 2, 2);
        using var turned = images.transpose(2, 3);
        byte[] samples = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        byte[] turnedSamples = [.. Enumerable.Range(0, 24).Select(i => (byte)((i & ~3) | ((i & 1) << 1) | ((i & 2) >> 1)))];
        Assert.Equal(new ImageGrid(samples, 2, 3, 2, 2).Sheet(), new ImageGrid(images).Sheet());
        Assert.Equal(new ImageGrid(turnedSamples, 2, 3, 2, 2).Sheet(), new ImageGrid(turned).Sheet());

        using var numbers = zeros(2, 3, 2, 2);
        Assert.Contains("Float32 [2, 3, 2, 2]", Assert.Throws<ArgumentException>(() => new ImageGrid(numbers)).Message);
    }

    [Fact]
    public void CaptionsAreShownAsText()
    {
        var views = new ImageGrid(new byte[2 * 4], 2, 1, 2, 2) { Captions = ["a<b", "c"] }.Render();
        Assert.Contains("<figcaption>a&lt;b</figcaption>", views["text/html"]);
        Assert.Equal("2 pictures of 2 × 2 px: a<b, c", views["text/plain"]);
        Assert.Equal((12, 4), PngFile.Read(Convert.FromBase64String(views["image/png"])).Size);
    }

    [Fact]
    public void AGridOfWrongSizeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ImageGrid([], 0, 3, 2, 2));
        Assert.Throws<ArgumentException>(() => new ImageGrid(new byte[11], 1, 3, 2, 2));
    }
}
