using CrossRes.Data.Images;
using SkiaSharp;

namespace CrossRes.Display;

/// <summary>Writes PNG files: 8 bits per sample, grey or RGB, no interlace.</summary>
public static class Png
{
    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Samples row by row, [height, width, channels].</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        if (width <= 0 || height <= 0 || channels is not (1 or 3) || pixels.Length != (long)width * height * channels)
            throw new ArgumentException(
                $"{pixels.Length} samples are no picture of {height} × {width} with {channels} channels (1 or 3)");
        // painted pictures are smaller without filters, photographs with them
        var (plain, filtered) = (Encode(pixels, SKPngEncoderFilterFlags.NoFilters),
            Encode(pixels, SKPngEncoderFilterFlags.AllFilters));
        return plain.Length < filtered.Length ? plain : filtered;

        byte[] Encode(ReadOnlySpan<byte> samples, SKPngEncoderFilterFlags filters) => PictureEncoder.Encode(
            samples, width, height, channels, picture => picture.Encode(new SKPngEncoderOptions(filters, 9)));
    }
}
