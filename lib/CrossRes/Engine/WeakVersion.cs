using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CrossRes.Engine;

/// <summary>
/// Lets TorchSharp 0.107's native library load where libstdc++ is older than GCC 13's, as on Debian 12. The library
/// names the symbol version GLIBCXX_3.4.32 only for <c>_ZSt21ios_base_library_initv</c>, to which no relocation refers;
/// the loader refuses it all the same, unless the need is marked weak. So in a copy of the file, and nowhere else, the
/// flag VER_FLG_WEAK is set in that one entry of .gnu.version_r: a change of one bit, checked by SHA-256 before and
/// after.
/// </summary>
internal static class WeakVersion
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Before = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";
    private const string After = "5968efac8270eff8a2b5ca7381612ea9cc54d81cf4104a54e0e6106b7b5f11e3";
    private const ushort WeakFlag = 2; // VER_FLG_WEAK
    private const int LoadSegment = 1, DynamicSegment = 2; // PT_LOAD, PT_DYNAMIC
    // DT_STRTAB, DT_VERNEED, DT_VERNEEDNUM
    private const long StringTable = 5, VersionNeeds = 0x6ffffffe, VersionNeedCount = 0x6fffffff;

    /// <summary>Whether the loader's refusal is the one that the repair mends.</summary>
    public static bool Explains(DllNotFoundException refusal) =>
        refusal.Message.Contains($"version `{Version}' not found", StringComparison.Ordinal);

    /// <summary>
    /// The repaired copy of <paramref name="file"/> in <paramref name="folder"/>, made where it is not there yet.
    /// </summary>
    /// <exception cref="DllNotFoundException">The file is not the one that the repair was tried on.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static string Repair(string file, string folder)
    {
        var copy = Path.Combine(folder, $"{After[..12]}-{Path.GetFileName(file)}");
        if (File.Exists(copy) && Sha256(File.ReadAllBytes(copy)) == After) return copy;
        var image = File.ReadAllBytes(file);
        if (Sha256(image) != Before)
            throw new DllNotFoundException(
                $"{file} needs {Version} of libstdc++, which this system lacks (GCC 13 has it), "
                + "and is not the file that CrossRes knows how to repair");
        MarkWeak(image);
        if (Sha256(image) != After) throw new DllNotFoundException($"{file}: the repair did not give the known result");
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllBytes(draft, image);
        File.Move(draft, copy, overwrite: true);
        return copy;
    }

    /// <summary>
    /// Sets the weak flag of the one need of <see cref="Version"/> in a 64-bit little-endian ELF file.
    /// </summary>
    /// <exception cref="InvalidDataException">No such file, or no such need.</exception>
    internal static void MarkWeak(Span<byte> image)
    {
        if (!image.StartsWith("\u007fELF\u0002\u0001"u8)) throw new InvalidDataException(
            "not a 64-bit little-endian ELF file");
        var dynamic = Segments(image).Single(s => s.Type == DynamicSegment);
        var entries = new Dictionary<long, long>();
        for (var at = (int)dynamic.Offset; at < dynamic.Offset + dynamic.Size; at += 16)
            entries.TryAdd(Long(image, at), Long(image, at + 8));
        var strings = ToOffset(image, entries[StringTable]);
        var need = ToOffset(image, entries[VersionNeeds]);
        for (var n = 0; n < entries[VersionNeedCount]; n++)
        {
            var entry = need + Int(image, need + 8);
            for (var k = Short(image, need + 2); k > 0; k--)
            {
                if (Text(image, strings + Int(image, entry + 8)) == Version)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(entry + 4)..],
                        (ushort)(Short(image, entry + 4) | WeakFlag));
                    return;
                }
                entry += Int(image, entry + 12);
            }
            need += Int(image, need + 12);
        }
        throw new InvalidDataException($"no need of {Version}");
    }

    private static List<(int Type, long Offset, long Address, long Size)> Segments(ReadOnlySpan<byte> image)
    {
        var (table, size, count) = ((int)Long(image, 32), Short(image, 54), Short(image, 56));
        List<(int, long, long, long)> segments = [];
        for (var at = table; at < table + size * count; at += size)
            segments.Add((Int(image, at), Long(image, at + 8), Long(image, at + 16), Long(image, at + 32)));
        return segments;
    }

    private static int ToOffset(ReadOnlySpan<byte> image, long address)
    {
        var segment = Segments(image).First(s =>
            s.Type == LoadSegment && address >= s.Address && address < s.Address + s.Size);
        return (int)(address - segment.Address + segment.Offset);
    }

    private static string Text(ReadOnlySpan<byte> image, int at) =>
        Encoding.ASCII.GetString(image.Slice(at, image[at..].IndexOf((byte)0)));

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    private static ushort Short(ReadOnlySpan<byte> image, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);
    private static int Int(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadInt32LittleEndian(image[at..]);
    private static long Long(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadInt64LittleEndian(image[at..]);
}
