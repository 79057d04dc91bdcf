using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CrossRes.Tests.Display;

/// <summary>A second opinion on PNG files: reads one and checks signature, chunk checksums and sizes.</summary>
/// <param name="Rows">Each a 0, then its samples, the filter undone.</param>
internal sealed record PngFile((int Width, int Height) Size, byte ColorType, byte[] Rows)
{
    private static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    public static PngFile Read(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Signature))
            throw new InvalidDataException("not a PNG signature");
        var (header, packed, at, type) = (Array.Empty<byte>(), new MemoryStream(), Signature.Length, "");
        for (; type != "IEND"; at += 12)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file[(at + 4)..(at + 8 + length)];
            if (Checksum(body) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)))
                throw new InvalidDataException($"wrong checksum in the chunk at {at}");
            type = Encoding.ASCII.GetString(body, 0, 4);
            if (type == "IHDR")
                header = body[4..];
            else if (type == "IDAT")
                packed.Write(body.AsSpan(4));
            at += length;
        }
        if (at != file.Length)
            throw new InvalidDataException("bytes after the end");
        packed.Position = 0;
        var rows = new MemoryStream();
        new ZLibStream(packed, CompressionMode.Decompress).CopyTo(rows);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        return new PngFile((width, height), header[9], Unfiltered(rows.ToArray(), height, header[9] switch { 0 => 1, 2 => 3, _ => 4 }));
    }

    // As the PNG specification defines the filters, section 9.
    private static byte[] Unfiltered(byte[] rows, int height, int channels)
    {
        var stride = rows.Length / height;
        for (var at = 0; at < rows.Length; at++)
        {
            var column = at % stride;
            if (column == 0) continue;
            var a = column > channels ? rows[at - channels] : 0;
            var b = at >= stride ? rows[at - stride] : 0;
            var c = column > channels && at >= stride ? rows[at - stride - channels] : 0;
            var p = a + b - c;
            rows[at] += (byte)(rows[at - column] switch
            {
                0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2,
                4 => new[] { a, b, c }.MinBy(v => Math.Abs(p - v)),
                var unknown => throw new InvalidDataException($"filter {unknown}"),
            });
        }
        for (var row = 0; row < height; row++) rows[row * stride] = 0;
        return rows;
    }

    // Bit by bit from the polynomial's definition, unlike the table of the writer.
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var bit in bytes.SelectMany(value => Enumerable.Range(0, 8).Select(i => (uint)(value >> i) & 1)))
            crc = ((crc ^ bit) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return ~crc;
    }
}
