using CrossRes.Common;
using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>A decoded image: RGB, 8 bits, row by row.</summary>
/// <param name="Pixels">[Height, Width, 3].</param>
public sealed record Picture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads a JPEG or PNG file, told apart by its first bytes; see <see cref="PictureDecoder"/>.</summary>
    /// <param name="atLeast">
    /// Decode a JPEG at the smallest of the scales 1/8, 2/8 … 8/8 whose shorter side has so many pixels; null: full
    /// size.
    /// </param>
    /// <exception cref="DataFileException">Missing, unreadable, empty, damaged, truncated or of another
    /// format.</exception>
    public static Picture Read(string path, int? atLeast = null) => Decode(ReadBytes(path), path, atLeast);

    /// <inheritdoc cref="Read"/>
    /// <param name="name">Of the file, for messages.</param>
    public static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast = null) =>
        PictureDecoder.Decode(file, name, atLeast);

    internal static byte[] ReadBytes(string path) =>
        DataFile.Bytes(path, "restore the image, or ask for damaged images to be skipped");
}

/// <summary>
/// A rectangle of a picture in pixels; fractions are allowed, (0, 0) is the top left corner of the top left pixel.
/// </summary>
public readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public static Box Whole(Picture picture) => new(0, 0, picture.Width, picture.Height);

    /// <summary>The largest square in the middle of a picture.</summary>
    public static Box CentralSquare(Picture picture)
    {
        var side = Math.Min(picture.Width, picture.Height);
        return new((picture.Width - side) / 2.0, (picture.Height - side) / 2.0, side, side);
    }

    /// <summary>Whether it lies within a picture.</summary>
    public bool IsIn(Picture picture) =>
        Left >= 0 && Top >= 0 && Width > 0 && Height > 0 && Left + Width <= picture.Width
            && Top + Height <= picture.Height;
}

/// <summary>Room around a picture for boxes that leave it.</summary>
public static class PicturePadding
{
    /// <summary>The picture where the box lies in it, else one with black around it.</summary>
    /// <param name="inside">The box in the result.</param>
    public static Picture Padded(this Picture picture, Box box, out Box inside)
    {
        inside = box;
        if (box.IsIn(picture)) return picture;
        var (left, top) = (Beyond(-box.Left), Beyond(-box.Top));
        var (right, down) = (Beyond(box.Left + box.Width - picture.Width),
            Beyond(box.Top + box.Height - picture.Height));
        var (width, height) = (picture.Width + left + right, picture.Height + top + down);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(y * picture.Width * 3, picture.Width * 3).CopyTo(
                pixels.AsSpan(((y + top) * width + left) * 3));
        inside = box with { Left = box.Left + left, Top = box.Top + top };
        return new Picture(width, height, pixels);
    }

    private static int Beyond(double pixels) => (int)Math.Ceiling(Math.Max(0, pixels));
}

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
