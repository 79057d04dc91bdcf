using System.Buffers.Binary;

namespace CrossRes.Data.Images;

/// <summary>
/// The one EXIF field that changes what an image shows. SkiaSharp reads it of JPEG files only, and only as a SHORT.
/// </summary>
internal static class Exif
{
    private const int OrientationTag = 0x0112, EntryBytes = 12;

    /// <param name="exif">A TIFF directory, with or without EXIF's name before it.</param>
    /// <returns>1 (upright) to 8 in a sound file; null where it does not say. Any numeric type is taken, and the last
    /// entry counts.</returns>
    internal static double? Orientation(ReadOnlySpan<byte> exif)
    {
        var tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        if (tiff.Length < 10 || !tiff.StartsWith("II*\0"u8) && !tiff.StartsWith("MM\0*"u8)) return null;
        var little = tiff[0] == 'I';
        double? orientation = null;
        var directory = (long)Number(tiff[4..], 4, little);
        if (directory + 2 > tiff.Length) return null;
        var entries = Number(tiff[(int)directory..], 3, little);
        for (var at = directory + 2; entries-- > 0 && at + EntryBytes <= tiff.Length; at += EntryBytes)
        {
            var entry = tiff[(int)at..];
            var (tag, type) = (Number(entry, 3, little), (int)Number(entry[2..], 3, little));
            var length = Number(entry[4..], 4, little) * Size(type);
            if (length == 0) continue;
            var place = length > 4 ? (long)Number(entry[8..], 4, little) : at + 8;
            if (place + length > tiff.Length) break; // Pillow reads no further either
            if (tag == OrientationTag && IsNumeric(type)) orientation = Number(tiff[(int)place..], type, little);
        }
        return orientation;
    }

    /// <summary>Bytes of a value of a TIFF type; 0 for unknown ones.</summary>
    private static int Size(int type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 => 8,
        _ => 0,
    };

    /// <summary>Neither text nor uninterpreted bytes.</summary>
    private static bool IsNumeric(int type) => type is not (1 or 2 or 7);

    /// <summary>The first value of a TIFF type. Signs do not matter: no orientation is negative.</summary>
    private static double Number(ReadOnlySpan<byte> bytes, int type, bool little) => (type, little) switch
    {
        (6, _) => bytes[0],
        (3 or 8, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (3 or 8, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4 or 9 or 13, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4 or 9 or 13, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (5 or 10, _) => Number(bytes, 4, little) / Number(bytes[4..], 4, little),
        (11, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (11, false) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (12, true) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (12, false) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}

/// <summary>Turns a picture upright.</summary>
internal static class Orientation
{
    internal const int Upright = 1;

    /// <param name="orientation">Where the stored rows and columns belong, 2 to 8 as in TIFF; others leave the picture
    /// as it is.</param>
    internal static Picture Turn(Picture picture, double orientation)
    {
        if (orientation is not (2 or 3 or 4 or 5 or 6 or 7 or 8)) return picture;
        var (width, height) = (picture.Width, picture.Height);
        var upright = orientation < 5 ? picture with { Pixels = new byte[picture.Pixels.Length] }
            : new Picture(height, width, new byte[picture.Pixels.Length]);
        for (var y = 0; y < upright.Height; y++)
            for (var x = 0; x < upright.Width; x++)
            {
                var (column, row) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                picture.Pixels.AsSpan((row * width + column) * 3, 3).CopyTo(
                    upright.Pixels.AsSpan((y * upright.Width + x) * 3));
            }
        return upright;
    }
}
