using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace CrossRes.Data.Images;

/// <summary>
/// The chunks of a PNG file. Its orientation stands in eXIf, else in a text that ImageMagick's tools write
/// (<c>Raw profile type exif</c>), else in XMP.
/// </summary>
internal static partial class PngFrame
{
    private const int Signature = 8, Around = 12, MostText = 1 << 20;

    internal static FileFrame Read(ReadOnlySpan<byte> file)
    {
        double? exif = null, profile = null, xmp = null;
        for (var at = Signature; at + Around <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Around) break;
            var type = file.Slice(at + 4, 4);
            var content = file.Slice(at + 8, (int)length);
            if (type.SequenceEqual("IEND"u8)) return new(true, exif ?? profile ?? xmp);
            if (type.SequenceEqual("eXIf"u8)) exif = Exif.Orientation(content);
            else if (Text(type, content, "Raw profile type exif"u8) is { } hex) profile = OfHex(hex);
            else if (Text(type, content, "XML:com.adobe.xmp"u8) is { } xml) xmp = OfXmp(xml);
            at += Around + (int)length;
        }
        return new(false, null);
    }

    /// <summary>The text under a keyword; null for other chunks, and where it does not unpack.</summary>
    private static string? Text(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, ReadOnlySpan<byte> keyword)
    {
        if (!content.StartsWith(keyword) || content.Length < keyword.Length + 3
            || content[keyword.Length] != 0) return null;
        var text = content[(keyword.Length + 1)..];
        if (type.SequenceEqual("tEXt"u8)) return Encoding.Latin1.GetString(text);
        if (type.SequenceEqual("zTXt"u8)) return Unpacked(text[1..]);
        if (!type.SequenceEqual("iTXt"u8)) return null;
        var packed = text[0] != 0;
        text = text[2..];
        for (var field = 0; field < 2; field++) text = text[(text.IndexOf((byte)0) + 1)..]; // language, keyword in it
        return packed ? Unpacked(text) : Encoding.Latin1.GetString(text);
    }

    private static string? Unpacked(ReadOnlySpan<byte> packed)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var text = new byte[MostText];
            return Encoding.Latin1.GetString(text, 0, zlib.ReadAtLeast(text, MostText, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// After an empty line, a name and a length come the bytes of an EXIF segment in hexadecimal digits.
    /// </summary>
    private static double? OfHex(string text)
    {
        try
        {
            return Exif.Orientation(Convert.FromHexString(string.Concat(text.Split('\n').Skip(3)).Replace(" ", "")));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static double? OfXmp(string xml) =>
        InXmp().Match(xml) is { Success: true } match ? match.Groups[1].Value[0] - '0' : null;

    [GeneratedRegex("tiff:Orientation(?:=\"|>)([0-9])")]
    private static partial Regex InXmp();
}
