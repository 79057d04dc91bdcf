using System.Text;
using CrossRes.Data.Images;
using Xunit;

namespace CrossRes.Tests.Data.Images;

/// <summary>Every form in which Pillow's exif_transpose finds that a picture is to be turned.</summary>
public class OrientationTests
{
    private const int Turned = 6;

    private static readonly byte[] Jpg = SampleImages.Bytes("colour.jpg"), Png = SampleImages.Bytes("colour.png");

    public static TheoryData<string> Turning => [.. Forms.Keys];

    private static readonly byte[] Xmp = [.. "<rdf:Description tiff:Orientation=\"6\"/>"u8], Element = [.. "<tiff:Orientation>6</tiff:Orientation>"u8];

    private static Dictionary<string, byte[]> Forms => new()
    {
        ["fill byte before"] = [.. Jpg[..2], 0xFF, 0xFF, .. Segment(Tiff()), .. Jpg[2..]],
        ["stray bytes before"] = [.. Jpg[..20], 1, 2, 0xFF, 0, .. Segment(Tiff()), .. Jpg[20..]],
        ["after other segments"] = At(Jpg.AsSpan().IndexOf<byte>([0xFF, 0xDA])),
        ["not at once in its segment"] = InJpeg(Tiff(gap: 7)),
        ["PNG eXIf"] = InPng("eXIf"u8, Tiff()),
        ["PNG eXIf, big-endian LONG"] = InPng("eXIf"u8, Tiff(type: 4, little: false)),
        ["PNG eXIf behind the pixels"] = [.. Png[..^12], .. PngChunks.Of("eXIf"u8, Tiff()), .. Png[^12..]],
        ["raw profile"] = InPng("tEXt"u8, [.. "Raw profile type exif\0"u8, .. RawProfile]),
        ["packed raw profile"] = InPng("zTXt"u8, [.. "Raw profile type exif\0\0"u8, .. HarmlessOdditiesTests.Packed(RawProfile)]),
        ["XMP"] = InPng("iTXt"u8, [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp]),
        ["packed XMP"] = InPng("iTXt"u8, [.. "XML:com.adobe.xmp\0\u0001\0en\0word\0"u8, .. HarmlessOdditiesTests.Packed(Element)]),
        ["XMP as plain text"] = InPng("tEXt"u8, [.. "XML:com.adobe.xmp\0"u8, .. Element]),
    };

    private static byte[] RawProfile => Encoding.ASCII.GetBytes($"\nexif\n      40\n{Convert.ToHexString([.. "Exif\0\0"u8, .. Tiff()]).Insert(30, "\n")}\n");

    [Theory, MemberData(nameof(Turning))]
    public void A_picture_is_turned(string form) => IsTurned(Forms[form]);

    [Theory]
    [InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(8), InlineData(9), InlineData(10), InlineData(11), InlineData(12), InlineData(13), InlineData(16)]
    public void The_number_may_be_of_any_numeric_type_in_either_order(int type)
    {
        foreach (var little in new[] { true, false }) IsTurned(InJpeg(Tiff(type, little)));
    }

    public static TheoryData<string> Staying => [.. Others.Keys];

    private static Dictionary<string, byte[]> Others => new()
    {
        ["a byte string"] = InJpeg(Tiff(type: 1)),
        ["text"] = InJpeg(Tiff(type: 2)),
        ["orientation 9"] = InJpeg(Tiff(value: 9)),
        ["orientation 0"] = InJpeg(Tiff(value: 0)),
        ["another magic number"] = InJpeg([.. "II"u8, 0, 0, .. Tiff()[4..]]),
        ["cut off"] = InJpeg(Tiff()[..16]),
        ["a directory far away"] = InJpeg([.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
        ["a second EXIF segment"] = [.. Jpg[..2], .. Segment(Tiff(value: 1)), .. Segment(Tiff()), .. Jpg[2..]],
        ["XMP against EXIF"] = PngChunks.With(Png, PngChunks.Of("iTXt"u8, [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp]), PngChunks.Of("eXIf"u8, Tiff(value: 1))),
        ["a text that is no zlib stream"] = InPng("zTXt"u8, [.. "Raw profile type exif\0\0"u8, 1, 2, 3]),
        ["a raw profile without digits"] = InPng("tEXt"u8, [.. "Raw profile type exif\0"u8, .. "\nexif\n 8\nxyz\n"u8]),
        ["an empty text"] = InPng("iTXt"u8, [.. "XML:com.adobe.xmp\0\0"u8]),
    };

    [Theory, MemberData(nameof(Staying))]
    public void A_picture_stays_as_it_is_for(string reason) =>
        Assert.Equal(Picture.Decode(Others[reason] is [0xFF, ..] ? Jpg : Png, "sound").Pixels, Picture.Decode(Others[reason], reason).Pixels);

    private static void IsTurned(byte[] file)
    {
        var expected = Orientation.Turn(Picture.Decode(file is [0xFF, ..] ? Jpg : Png, "sound"), Turned);
        var picture = Picture.Decode(file, "turned");
        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
        Assert.Equal(expected.Pixels, picture.Pixels);
    }

    private static byte[] InJpeg(byte[] tiff) => [.. Jpg[..2], .. Segment(tiff), .. Jpg[2..]];

    private static byte[] At(int place) => [.. Jpg[..place], 0xFF, 0xFE, 0, 4, 1, 2, .. Segment(Tiff()), .. Jpg[place..]];

    private static byte[] InPng(ReadOnlySpan<byte> type, byte[] content) => PngChunks.With(Png, PngChunks.Of(type, content));

    private static byte[] Segment(byte[] tiff) => [0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];

    /// <summary>A directory of one entry, the orientation as a TIFF type; types of eight bytes stand behind it.</summary>
    private static byte[] Tiff(int type = 3, bool little = true, int value = Turned, int gap = 0)
    {
        byte[] Number(ulong number, int bytes)
        {
            var all = BitConverter.GetBytes(number)[..bytes];
            if (!little) Array.Reverse(all);
            return all;
        }
        var content = type switch
        {
            1 or 2 or 6 => [(byte)value],
            3 or 8 => Number((ulong)value, 2),
            5 or 10 => [.. Number(2 * (ulong)value, 4), .. Number(2, 4)],
            11 => Number(BitConverter.SingleToUInt32Bits(value), 4),
            12 => Number(BitConverter.DoubleToUInt64Bits(value), 8),
            16 => Number((ulong)value, 8),
            _ => Number((ulong)value, 4),
        };
        var start = 8 + gap;
        var inline = content.Length <= 4 ? [.. content, .. new byte[4 - content.Length]] : Number((ulong)start + 18, 4);
        return
        [
            .. little ? "II*\0"u8 : "MM\0*"u8, .. Number((ulong)start, 4), .. new byte[gap], .. Number(1, 2),
            .. Number(0x112, 2), .. Number((ulong)type, 2), .. Number(1, 4), .. inline, .. Number(0, 4), .. content,
        ];
    }
}
