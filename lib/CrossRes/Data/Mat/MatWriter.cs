using System.IO.Compression;
using System.Text;
using CrossRes.Common;

namespace CrossRes.Data.Mat;

/// <summary>
/// Writes MAT-files of version 5, each variable compressed, as MATLAB's <c>save -v7</c> does; for stand-ins of official
/// annotation files.
/// </summary>
public static class MatWriter
{
    /// <summary>Writes the whole file or nothing.</summary>
    /// <exception cref="DataFileException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, MatValue> variables) =>
        AtomicFile.Write(path, stream =>
    {
        var header = Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, written by CrossRes".PadRight(124));
        stream.Write([.. header, 0x00, 0x01, (byte)'I', (byte)'M']);
        foreach (var (name, value) in variables)
        {
            var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(
                Matrix(name, value));
            stream.Write([.. Tag(MatType.Compressed, packed.Length), .. packed.ToArray()]);
        }
    });

    /// <summary>The element of one array.</summary>
    internal static byte[] Matrix(string name, MatValue value)
    {
        var (kind, parts) = value switch
        {
            MatNumbers numbers => (6, (byte[][])[Numbers(numbers.Values)]),
            MatText text => (4, [Element(MatType.Utf16, Encoding.Unicode.GetBytes(text.Text))]),
            MatCells cells => (1, [.. cells.Cells.Select(c => Matrix("", c))]),
            MatStructs structs => (2, [.. Names(structs.Fields), .. structs.Values.Select(v => Matrix("", v))]),
            _ => throw new ArgumentException($"{value.GetType().Name} cannot be written", nameof(value)),
        };
        return Element(MatType.Matrix,
        [
            .. Element(MatType.UInt32, [(byte)kind, 0, 0, 0, 0, 0, 0, 0]),
            .. Element(MatType.Int32, [.. value.Shape.SelectMany(BitConverter.GetBytes)]),
            .. Element(MatType.Int8, Encoding.UTF8.GetBytes(name)),
            .. parts.SelectMany(p => p),
        ]);
    }

    /// <summary>As MATLAB does, in bytes where they hold the numbers.</summary>
    private static byte[] Numbers(IReadOnlyList<double> values) =>
        values.All(v => v is >= 0 and <= byte.MaxValue && v == Math.Floor(v))
        ? Element(MatType.UInt8, [.. values.Select(v => (byte)v)])
        : Element(MatType.Double, [.. values.SelectMany(BitConverter.GetBytes)]);

    private static byte[][] Names(IReadOnlyList<string> fields)
    {
        var length = fields.Max(f => f.Length) + 1;
        return
        [
            // in its own tag, as MATLAB writes it
            [.. BitConverter.GetBytes((4 << 16) | (int)MatType.Int32), .. BitConverter.GetBytes(length)],
            Element(MatType.Int8, Encoding.UTF8.GetBytes(string.Concat(fields.Select(f => f.PadRight(length, '\0'))))),
        ];
    }

    private static byte[] Element(MatType type, byte[] data) =>
        [.. Tag(type, data.Length), .. data, .. new byte[(8 - data.Length % 8) % 8]];

    private static byte[] Tag(MatType type, long size) =>
        [.. BitConverter.GetBytes((int)type), .. BitConverter.GetBytes((int)size)];
}
