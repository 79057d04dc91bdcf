using CrossRes.Data.Images;

namespace Repro.Bench.Trust.Readers;

/// <summary>JPEG and PNG.</summary>
internal static class ImageReaders
{
    internal static MutatedReader Decode { get; } = new("decode", ["*.jpg", "*.png"], HasEnd: true, (file, name) =>
        Picture.Decode(file, name), Pictures);

    /// <summary>Of four sizes.</summary>
    internal static IEnumerable<byte[]> Pictures()
    {
        foreach (var (width, height) in new[] { (48, 32), (17, 64), (1, 1), (128, 128) })
        {
            byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i * i / 7 + i % 3 * 60))];
            foreach (var quality in new[] { 30, 95 }) yield return Jpeg.Encode(new Picture(width, height, pixels),
                quality);
            yield return CrossRes.Display.Png.Encode(pixels, width, height, 3);
            yield return CrossRes.Display.Png.Encode(pixels.AsSpan(0, width * height), width, height, 1);
        }
    }
}
