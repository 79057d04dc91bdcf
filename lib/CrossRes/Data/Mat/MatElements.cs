using System.Buffers.Binary;
using CrossRes.Common;

namespace CrossRes.Data.Mat;

/// <summary>Storage types of elements.</summary>
internal enum MatType
{
    Int8 = 1, UInt8 = 2, Int16 = 3, UInt16 = 4, Int32 = 5, UInt32 = 6, Single = 7, Double = 9, Int64 = 12, UInt64 = 13,
    Matrix = 14, Compressed = 15, Utf8 = 16, Utf16 = 17, Utf32 = 18,
}

/// <summary>Where in a file: a byte, in what was unpacked from a compressed element where there is one.</summary>
internal sealed record MatPlace(string File, string Part, long Byte)
{
    internal MatPlace At(long distance) => this with { Byte = Byte + distance };

    internal MatPlace Inside() => new(File, $" of the element unpacked from byte {Byte:N0}", 0);

    internal DataFileException Fault(string problem) =>
        new(File, $"byte {Byte:N0}{Part}: {problem}", "fetch the file again");
}

/// <summary>One element: its type and its bytes, which begin at <paramref name="Place"/>.</summary>
internal readonly record struct MatElement(MatType Type, ReadOnlyMemory<byte> Data, MatPlace Place);

/// <summary>Elements one after another, each a tag (type and size) and its data, padded to 8 bytes.</summary>
internal sealed class MatElements(ReadOnlyMemory<byte> bytes, MatPlace start)
{
    private int position;

    internal bool AtEnd => position >= bytes.Length;

    internal long BytesLeft => Math.Max(0, bytes.Length - position);

    /// <exception cref="DataFileException">The bytes end before the element does.</exception>
    internal MatElement Next()
    {
        var place = start.At(position);
        if (BytesLeft < 8)
            throw place.Fault($"an element begins and {BytesLeft} bytes are left");
        var tag = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[position..]);
        var small = tag >> 16; // size of an element that fits into its own tag
        var (header, size) = small != 0
            ? (4, small) : (8, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(position + 4)..]));
        if (small > 4 || size > BytesLeft - header)
            throw place.Fault($"an element of {size:N0} bytes, and {BytesLeft - header:N0} are left");
        var type = (MatType)(tag & 0xFFFF);
        var data = bytes.Slice(position + header, (int)size);
        var end = position + header + (long)size;
        position = (int)Math.Min(bytes.Length, small != 0 ? position + 8 : type == MatType.Compressed
            ? end : (end + 7) / 8 * 8);
        return new(type, data, place.At(header));
    }

    /// <summary>The next element, which must be of a type.</summary>
    internal MatElement Next(MatType type, string what)
    {
        var element = Next();
        return element.Type == type
            ? element : throw element.Place.Fault($"{what} is stored as type {(int)element.Type}, not {(int)type}");
    }
}
