using System.Buffers.Binary;

namespace CrossRes.Data.Images;

/// <summary>The one EXIF field that changes what an image shows.</summary>
internal static class Exif
{
    private const int Upright = 1, OrientationTag = 0x0112, EntryBytes = 12;

    /// <summary>1 (upright) to 8, as TIFF numbers them; 1 where the file does not say.</summary>
    internal static int Orientation(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            var next = at + 2 + Math.Max(2, (int)length);
            if (next > jpeg.Length) break;
            var segment = jpeg[(at + 4)..next];
            if (jpeg[at + 1] == 0xE1 && segment.StartsWith("Exif\0\0"u8)) return OfTiff(segment[6..]);
            at = next;
        }
        return Upright;
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return Upright;
        var little = tiff[0] == 'I';
        var directory = Number(tiff[4..], 4, little);
        if (directory + 2 > tiff.Length) return Upright;
        var entries = Number(tiff[(int)directory..], 2, little);
        for (var at = directory + 2; entries-- > 0 && at + EntryBytes <= tiff.Length; at += EntryBytes)
        {
            var entry = tiff[(int)at..];
            if (Number(entry, 2, little) == OrientationTag)
                return Number(entry[8..], 2, little) is >= 1 and <= 8 and var value ? (int)value : Upright;
        }
        return Upright;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int size, bool little) => (size, little) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
