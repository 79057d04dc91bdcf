using System.Buffers.Binary;
using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>
/// The markers of a JPEG file, walked as decoders do: over fill bytes and over what lies astray between segments.
/// </summary>
internal static class JpegFrame
{
    private const byte Mark = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA, App1 = 0xE1;

    internal static FileFrame Read(ReadOnlySpan<byte> file)
    {
        double? orientation = null;
        bool hasExif = false, hasScan = false;
        for (var at = 2; Next(file, ref at) is { } marker;)
        {
            if (marker == EndOfImage) return new(hasScan, orientation);
            if (IsAlone(marker)) continue;
            if (at + 2 > file.Length) break;
            var end = at + Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(file[at..]));
            if (end > file.Length) break;
            var segment = file[(at + 2)..end];
            if (marker == App1 && !hasExif && !hasScan && segment.StartsWith("Exif\0"u8))
                (hasExif, orientation) = (true, Exif.Orientation(segment));
            hasScan |= marker == StartOfScan;
            at = end;
        }
        return new(false, orientation);
    }

    /// <summary>The next marker at or after a place, which moves behind it; 0xFF 0x00 is data.</summary>
    private static byte? Next(ReadOnlySpan<byte> file, ref int at)
    {
        while (file[at..].IndexOf(Mark) is >= 0 and var skipped && at + skipped + 1 < file.Length)
        {
            at += skipped + 1;
            if (file[at] is not (0 or Mark)) return file[at++];
        }
        return null;
    }

    /// <summary>Restart markers and those without a meaning have no length.</summary>
    private static bool IsAlone(byte marker) => marker is >= 0xD0 and <= 0xD8 or 0x01;
}

/// <summary>Writes JPEG files.</summary>
public static class Jpeg
{
    /// <summary>A JPEG file with full colour resolution.</summary>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Encode(Picture picture, int quality = 95)
    {
        var options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample444,
            SKJpegEncoderAlphaOption.Ignore);
        return PictureEncoder.Encode(picture.Pixels, picture.Width, picture.Height, 3, pixels =>
            pixels.Encode(options));
    }
}

/// <summary>What stands around the pixels of an image file.</summary>
/// <param name="IsWhole">Its closing mark is there.</param>
/// <param name="Orientation">Where the stored rows and columns belong, as TIFF numbers it; null where the file does not
/// say.</param>
internal readonly record struct FileFrame(bool IsWhole, double? Orientation);
