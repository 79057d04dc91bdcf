using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CrossRes.Plots;

/// <summary>Writes PNG files: 8 bits per sample, grey or RGB, no interlace.</summary>
public static class Png
{
    private const byte None = 0, Left = 1, Above = 2, Paeth = 4; // filters of a row

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Samples row by row, [height, width, channels].</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        if (width <= 0 || height <= 0 || channels is not (1 or 3) || pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"{pixels.Length} samples are no picture of {height} × {width} with {channels} channels (1 or 3)");

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? 0 : 2);

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress(pixels, width * channels, channels));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    // Every row by the filter that leaves the smallest differences, as the specification advises.
    private static byte[] Compress(ReadOnlySpan<byte> pixels, int rowLength, int channels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var (best, tried) = (new byte[rowLength + 1], new byte[rowLength + 1]);
            for (ReadOnlySpan<byte> above = new byte[rowLength]; !pixels.IsEmpty; above = pixels[..rowLength], pixels = pixels[rowLength..])
            {
                var smallest = long.MaxValue;
                foreach (var filter in (ReadOnlySpan<byte>)[None, Left, Above, Paeth])
                {
                    var sum = Filter(filter, pixels[..rowLength], above, channels, tried);
                    if (sum >= smallest) continue;
                    (best, tried, smallest) = (tried, best, sum);
                }
                zlib.Write(best);
            }
        }
        return packed.ToArray();
    }

    /// <summary>Writes the filter's number and what its prediction leaves of a row.</summary>
    /// <returns>The sum of the differences' sizes.</returns>
    private static long Filter(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int channels, byte[] target)
    {
        target[0] = filter;
        var sum = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < channels ? 0 : row[i - channels], corner = i < channels ? 0 : above[i - channels];
            var predicted = filter switch { None => 0, Left => left, Above => above[i], _ => Nearest(left, above[i], corner) };
            target[i + 1] = (byte)(row[i] - predicted);
            sum += Math.Abs((int)(sbyte)target[i + 1]);
        }
        return sum;
    }

    private static int Nearest(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Crc(chunk.AsSpan(4..^4)));
        file.Write(chunk);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
