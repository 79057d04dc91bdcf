using System.Buffers.Binary;
using System.IO.Compression;
using CrossRes.Data.Images;
using Xunit;

namespace CrossRes.Tests.Data.Images;

/// <summary>Files that break a rule and that Pillow reads all the same, to the pixels of the sound file.</summary>
public class HarmlessOdditiesTests
{
    private const int Jfif = 2, Version = 11, AfterJfif = 20; // places in colour.jpg

    private static readonly byte[] Sound = SampleImages.Bytes("colour.jpg"), SoundPng = SampleImages.Bytes("colour.png");

    private static int Frame => Sound.AsSpan().IndexOf<byte>([0xFF, 0xC0]);

    private static int Scan => Sound.AsSpan().IndexOf<byte>([0xFF, 0xDA]);

    public static TheoryData<string> Jpegs => [.. JpegOddities.Keys];

    private static Dictionary<string, byte[]> JpegOddities => new()
    {
        ["JFIF 2.1"] = Changed(Version, 2, 1),
        ["JFIF 255.255"] = Changed(Version, 255, 255),
        ["no JFIF"] = [.. Sound[..Jfif], .. Sound[AfterJfif..]],
        ["spectral end 0"] = Changed(EndOfScanHeader - 2, 0),
        ["spectral start 1"] = Changed(EndOfScanHeader - 3, 1),
        ["successive approximation"] = Changed(EndOfScanHeader - 1, 0x21),
        ["bytes before the tables"] = Inserted(AfterJfif, 1, 2, 3),
        ["bytes before the frame"] = Inserted(Frame, 0, 0x55),
        ["bytes before the scan"] = Inserted(Scan, 7, 0xFF, 0),
        ["fill bytes"] = Inserted(Frame, 0xFF, 0xFF, 0xFF),
        ["bytes before the end"] = Inserted(Sound.Length - 2, 1, 2, 3, 4, 5),
        ["bytes behind the end"] = Inserted(Sound.Length, 1, 0xFF, 0xD8, 2),
        ["restart marker between segments"] = Inserted(Frame, 0xFF, 0xD3),
        ["unknown Adobe transform"] = Inserted(Jfif, 0xFF, 0xEE, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, 77),
        ["empty comment"] = Inserted(Frame, 0xFF, 0xFE, 0, 2),
        ["incomplete colour profile"] = Inserted(Jfif, [0xFF, 0xE2, 0, 18, .. "ICC_PROFILE\0"u8, 1, 2, 0x55, 0x55]),
    };

    public static TheoryData<string> Pngs => [.. PngOddities.Keys];

    private static Dictionary<string, byte[]> PngOddities => new()
    {
        ["gamma 1"] = Gamma(100_000),
        ["gamma 1/1.8"] = Gamma(55_556),
        ["gamma 4.4"] = Gamma(22_727),
        ["gamma 0"] = Gamma(0),
        ["sRGB and another gamma"] = With("sRGB"u8, [0], "gAMA"u8, Numbers(22_727)),
        ["primaries"] = With("gAMA"u8, Numbers(55_556), "cHRM"u8, Numbers(31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600)),
        ["code points"] = With("cICP"u8, [9, 16, 0, 1], "tIME"u8, [7, 230, 1, 1, 0, 0, 0]),
        ["a broken colour profile"] = With("iCCP"u8, [.. "x\0\0"u8, .. Packed("no profile"u8)], "pHYs"u8, [0, 0, 11, 19, 0, 0, 11, 19, 1]),
        ["significant bits"] = With("sBIT"u8, [5, 6, 5], "prVt"u8, [1]),
        ["bytes behind the end"] = [.. SoundPng, 1, 2, 3],
    };

    private static int EndOfScanHeader => Scan + 2 + BinaryPrimitives.ReadUInt16BigEndian(Sound.AsSpan(Scan + 2));

    [Theory, MemberData(nameof(Jpegs))]
    public void A_JPEG_file_decodes_in_spite_of(string oddity) => Assert.Equal(Picture.Decode(Sound, "sound").Pixels, Picture.Decode(JpegOddities[oddity], oddity).Pixels);

    [Theory, MemberData(nameof(Pngs))]
    public void A_PNG_file_decodes_to_its_stored_samples_whatever(string oddity) => Assert.Equal(Picture.Decode(SoundPng, "sound").Pixels, Picture.Decode(PngOddities[oddity], oddity).Pixels);

    [Fact]
    public void Of_16_bit_gray_the_upper_byte_is_taken()
    {
        byte[] rows = [0, 0x12, 0x34, 0xFF, 0x00];
        byte[] file =
        [
            .. SoundPng[..8], .. PngChunks.Of("IHDR"u8, [0, 0, 0, 2, 0, 0, 0, 1, 16, 0, 0, 0, 0]),
            .. PngChunks.Of("IDAT"u8, Packed(rows)), .. PngChunks.Of("IEND"u8, []),
        ];
        Assert.Equal([0x12, 0x12, 0x12, 0xFF, 0xFF, 0xFF], Picture.Decode(file, "gray").Pixels);
    }

    private static byte[] Changed(int at, params byte[] bytes) => [.. Sound[..at], .. bytes, .. Sound[(at + bytes.Length)..]];

    private static byte[] Inserted(int at, params byte[] bytes) => [.. Sound[..at], .. bytes, .. Sound[at..]];

    private static byte[] Gamma(uint hundredThousandths) => PngChunks.With(SoundPng, PngChunks.Of("gAMA"u8, Numbers(hundredThousandths)));

    private static byte[] With(ReadOnlySpan<byte> type, byte[] content, ReadOnlySpan<byte> type2, byte[] content2) =>
        PngChunks.With(SoundPng, PngChunks.Of(type, content), PngChunks.Of(type2, content2));

    private static byte[] Numbers(params uint[] numbers) =>
        [.. numbers.SelectMany(n => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(n)))];

    internal static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }
}
