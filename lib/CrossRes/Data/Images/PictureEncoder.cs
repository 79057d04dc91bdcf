using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>Pixels to an image file through SkiaSharp.</summary>
internal static class PictureEncoder
{
    /// <param name="samples">[height, width, channels], 8 bits.</param>
    /// <param name="channels">1 (gray) or 3 (RGB).</param>
    /// <param name="encode">Of the format.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> samples, int width, int height, int channels,
        Func<SKPixmap, SKData?> encode)
    {
        SkiaLibrary.Require();
        using var bitmap = new SKBitmap(width, height, channels == 1
            ? SKColorType.Gray8 : SKColorType.Rgb888x, SKAlphaType.Opaque);
        var rows = bitmap.GetPixelSpan();
        var (stride, step) = (bitmap.RowBytes, bitmap.BytesPerPixel);
        for (int y = 0, from = 0; y < height; y++)
            for (int x = 0, to = y * stride; x < width; x++, to += step)
                for (var c = 0; c < channels; c++) rows[to + c] = samples[from++];
        using var pixels = bitmap.PeekPixels();
        using var file = encode(pixels)
            ?? throw new InvalidOperationException($"SkiaSharp encodes no picture of {width}×{height}");
        return file.ToArray();
    }
}
