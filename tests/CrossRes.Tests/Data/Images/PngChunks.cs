using System.Buffers.Binary;

namespace CrossRes.Tests.Data.Images;

/// <summary>Makes chunks of PNG files.</summary>
internal static class PngChunks
{
    /// <summary>A chunk with its checksum.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Sign(chunk);
        return chunk;
    }

    /// <summary>A file with chunks behind its header.</summary>
    internal static byte[] With(byte[] file, params byte[][] chunks) => [.. file[..33], .. chunks.SelectMany(c => c), .. file[33..]];

    /// <summary>Writes the checksum of a chunk.</summary>
    internal static void Sign(Span<byte> chunk)
    {
        var crc = uint.MaxValue;
        foreach (var value in chunk[4..^4])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], ~crc);
    }
}
