using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>Pixels to an image file through SkiaSharp.</summary>
internal static class PictureEncoder
{
    /// <param name="samples">[height, width, channels], 8 bits.</param>
    /// <param name="channels">1 (gray) or 3 (RGB).</param>
    /// <param name="encode">Of the format.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> samples, int width, int height, int channels, Func<SKPixmap, SKData?> encode)
    {
        SkiaLibrary.Require();
        using var bitmap = new SKBitmap(width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgb888x, SKAlphaType.Opaque);
        var rows = bitmap.GetPixelSpan();
        var step = bitmap.BytesPerPixel;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                samples.Slice((y * width + x) * channels, channels).CopyTo(rows.Slice(y * bitmap.RowBytes + x * step, channels));
        using var pixels = bitmap.PeekPixels();
        using var file = encode(pixels) ?? throw new InvalidOperationException($"SkiaSharp encodes no picture of {width}×{height}");
        return file.ToArray();
    }
}
