using System.Buffers.Binary;
using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>
/// The safetensors format: 8 bytes length of the header (little-endian), the header in JSON
/// (name → dtype, shape, data_offsets; <c>__metadata__</c> → text), then the tensors' bytes, row-major and without
/// gaps.
/// Nothing in it is executed. Types that are read: F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL.
/// </summary>
public static class Safetensors
{
    /// <summary>
    /// Writes whole or not at all. Wider types come first, so that every tensor is aligned to its element.
    /// </summary>
    /// <exception cref="DataFileException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A tensor has a type that the format lacks.</exception>
    public static void Save(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var gradients = no_grad();
        var entries = SafetensorsHeader.Layout(tensors);
        var header = SafetensorsHeader.Format(entries, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var entry in entries)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensors[entry.Name].cpu().contiguous().bytes);
            }
        });
    }

    /// <inheritdoc cref="Load(string, out IReadOnlyDictionary{string, string})"/>
    public static IReadOnlyDictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>
    /// Every tensor of the file, on the CPU, by name. The caller owns them (or the dispose scope around the call).
    /// </summary>
    /// <exception cref="DataFileException">The file is missing, truncated or malformed; the message names file and
    /// tensor.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(
        string path, out IReadOnlyDictionary<string, string> metadata)
    {
        var tensors = Load(path, out metadata, out var unread);
        if (unread.Count == 0)
            return tensors;
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
        var (name, dtype) = unread.First();
        throw new DataFileException(path, $"tensor \"{name}\" is stored as {dtype}, which is not read",
            "leave it out, or store it in another type, such as F32");
    }

    /// <summary>As above, and tensors of other types are passed over.</summary>
    /// <param name="unread">Their names and types.</param>
    internal static IReadOnlyDictionary<string, Tensor> Load(
        string path, out IReadOnlyDictionary<string, string> metadata, out IReadOnlyDictionary<string, string> unread)
    {
        using var file = DataFile.Open(path, "check the path");
        var (entries, texts) = SafetensorsHeader.Read(path, file);
        metadata = texts;
        unread = entries.Where(e => e.Type is null).ToDictionary(e => e.Name, e => e.Dtype);
        var start = file.Position;
        var tensors = new Dictionary<string, Tensor>(entries.Count);
        try
        {
            foreach (var entry in entries)
            {
                if (entry.Type is not { } type) continue;
                var tensor = empty(entry.Shape, type);
                tensors.Add(entry.Name, tensor);
                file.Position = start + entry.Begin;
                file.ReadExactly(tensor.bytes);
            }
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }
}
