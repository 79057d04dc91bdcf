using CrossRes.Common;
using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>
/// JPEG and PNG files through SkiaSharp, to the pixels that Pillow's <c>convert("RGB")</c> gives of its
/// <c>exif_transpose</c>:
/// gray, palettes, CMYK and YCCK become RGB, transparency and colour profiles (gAMA too) are passed over, the picture
/// is turned upright. One difference: of 16-bit gray the upper byte is taken, where Pillow clips at 255.
/// </summary>
internal static class PictureDecoder
{
    /// <summary>More pixels than any photograph of a data set; decoding so many takes up to 0.9 GB.</summary>
    internal const long MostPixels = 1L << 26;

    private const int Eighths = 8;

    internal static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast)
    {
        var frame = Frame(file, name);
        var picture = Pixels(file, name, atLeast);
        if (!frame.IsWhole) throw Damaged(name, "it is truncated, its end is missing");
        return Orientation.Turn(picture, frame.Orientation ?? Orientation.Upright);
    }

    private static FileFrame Frame(ReadOnlySpan<byte> file, string name)
    {
        if (file.IsEmpty) throw Damaged(name, "the file is empty");
        if (file.StartsWith<byte>([0xFF, 0xD8])) return JpegFrame.Read(file);
        if (file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47])) return PngFrame.Read(file);
        throw Damaged(name, "neither JPEG nor PNG");
    }

    private static Picture Pixels(ReadOnlySpan<byte> file, string name, int? atLeast)
    {
        SkiaLibrary.Require();
        byte[] rgba;
        SKSizeI size;
        using (var data = SKData.CreateCopy(file))
        using (var codec = SKCodec.Create(data) ?? throw Damaged(name, "its header is damaged or truncated"))
        {
            var (width, height) = (codec.Info.Width, codec.Info.Height);
            if ((long)width * height > MostPixels)
                throw Damaged(name, $"its header says {width:N0}×{height:N0} pixels, more than {MostPixels:N0}");
            size = codec.GetScaledDimensions(Scale(Math.Min(width, height), atLeast) / (float)Eighths);
            var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            rgba = new byte[info.BytesSize];
            var result = codec.GetPixels(info, rgba);
            if (result != SKCodecResult.Success) throw Damaged(name, Problem(result));
        }
        return new(size.Width, size.Height, WithoutAlpha(rgba)); // the codec's memory is free again
    }

    /// <summary>In eighths.</summary>
    private static int Scale(int shorter, int? atLeast) => atLeast is { } side
        ? Enumerable.Range(1, Eighths - 1).FirstOrDefault(n => (shorter * n + Eighths - 1) / Eighths >= side, Eighths)
        : Eighths;

    private static byte[] WithoutAlpha(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        return rgb;
    }

    private static string Problem(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "it is truncated, or its data are damaged",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "its data are damaged",
        _ => $"SkiaSharp says {result}",
    };

    private static DataFileException Damaged(string name, string problem) =>
        new(name, $"is no readable image: {problem}", "restore the file, or ask for damaged images to be skipped");
}
