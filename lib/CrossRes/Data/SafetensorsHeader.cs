using System.Buffers.Binary;
using System.Text.Json;
using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>One tensor of a safetensors file: its bytes are [Begin, End) after the header.</summary>
/// <param name="Type">Null where the dtype is none that is read.</param>
/// <param name="Dtype">As the file calls it.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType? Type, string Dtype, long[] Shape, long Begin,
    long End);

internal static class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private const long MaxBytes = 100_000_000; // the format's own limit

    private static readonly (string Name, ScalarType Type, int Bytes)[] Types =
    [
        ("F64", ScalarType.Float64, 8), ("I64", ScalarType.Int64, 8), ("F32", ScalarType.Float32, 4),
        ("I32", ScalarType.Int32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1), ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Where each tensor goes: wider elements first, then by name.</summary>
    public static IReadOnlyList<SafetensorsEntry> Layout(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var entries = new List<SafetensorsEntry>(tensors.Count);
        var end = 0L;
        var sized = tensors.Select(t => (t.Key, t.Value, Size: ElementBytes(t.Key, t.Value.dtype)));
        foreach (var (name, tensor, size) in sized.OrderByDescending(t => t.Size).ThenBy(t =>
            t.Key, StringComparer.Ordinal))
            entries.Add(new(name, tensor.dtype, Types.First(t => t.Type == tensor.dtype).Name, tensor.shape, end,
                end += tensor.numel() * size));
        return entries;
    }

    /// <summary>UTF-8 JSON, filled up with spaces to a multiple of 8 bytes.</summary>
    public static byte[] Format(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (metadata is { Count: > 0 })
            header.Add(MetadataName,
                new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal));
        foreach (var e in entries)
        {
            header.Add(e.Name, new Dictionary<string, object>
            {
                ["dtype"] = e.Dtype, ["shape"] = e.Shape, ["data_offsets"] = new[] { e.Begin, e.End },
            });
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>Reads and checks the header; leaves <paramref name="file"/> at the first byte of data.</summary>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Read(
        string path, Stream file)
    {
        DataFileException Malformed(string problem, Exception? inner = null) =>
            new(path, $"is not a whole safetensors file: {problem}", "write or fetch it again", inner);

        if (file.Length < 8)
            throw Malformed($"{file.Length} bytes, the header's length alone takes 8");
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        if (prefix.StartsWith("PK\x03\x04"u8) || prefix[0] == 0x80 && prefix[1] is >= 2 and <= 5)
            throw new DataFileException(path, "is a PyTorch file (pickle), which is not read",
                "convert it: safetensors.torch.save_file(torch.load(FILE), \"x.safetensors\")");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxBytes || length > (ulong)(file.Length - 8))
            throw Malformed(
                $"the header claims {length} bytes, {file.Length - 8} follow and {MaxBytes:N0} are allowed");
        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            using var document = JsonDocument.Parse(header,
                new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            var metadata = root.TryGetProperty(MetadataName, out var texts)
                ? texts.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "") : [];
            var entries = root.EnumerateObject().Where(p => p.Name != MetadataName).Select(p => Entry(p.Name, p.Value))
                .OrderBy(e => e.Begin).ThenBy(e => e.End).ToArray();
            CheckCover(entries, file.Length - file.Position);
            return (entries, metadata);
        }
        catch (Exception e)
            when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw Malformed(e is FormatException
                ? e.Message : $"the header is not as the format wants it ({e.Message})", e);
        }
    }

    private static SafetensorsEntry Entry(string name, JsonElement value)
    {
        FormatException Wrong(string problem) => new($"tensor \"{name}\" {problem}");

        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var dims) || !value.TryGetProperty("data_offsets", out var offsets))
            throw Wrong("lacks dtype, shape or data_offsets");
        if (dtype.ValueKind != JsonValueKind.String)
            throw Wrong($"has the dtype {dtype.GetRawText()}, which is no name");
        var type = Types.FirstOrDefault(t => t.Name == dtype.GetString());
        var (shape, range) = (Integers(dims), Integers(offsets));
        if (shape is null || range is not [var begin, var end])
            throw Wrong("has a shape or data_offsets that are not lists of non-negative integers");
        if (type.Name is null) // its place is known, its size is not
            return new(name, null, dtype.GetString()!, shape, begin, Math.Max(begin, end));
        Int128 extent = type.Bytes; // as if every size were at least 1, which is what strides are made of
        foreach (var dim in shape)
            extent = Int128.Min(extent * Math.Max(dim, 1), long.MaxValue);
        if (extent == long.MaxValue)
            throw Wrong($"has a shape of more bytes than there can be: [{string.Join(", ", shape)}]");
        var bytes = shape.Contains(0) ? 0 : extent;
        return bytes == (Int128)end - begin
            ? new(name, type.Type, type.Name, shape, begin, end)
            : throw Wrong($"has {(Int128)end - begin} bytes, {type.Name} [{string.Join(", ", shape)}] takes {bytes}");
    }

    private static void CheckCover(SafetensorsEntry[] entries, long available)
    {
        var position = 0L;
        foreach (var e in entries)
        {
            if (e.Begin != position)
                throw new FormatException(
                    $"tensor \"{e.Name}\" starts at byte {e.Begin}, {position} is expected (tensors overlap or leave a "
                        + "gap)");
            position = e.End;
            if (position > available)
                throw new FormatException(
                    $"tensor \"{e.Name}\" ends at byte {position}, the file has {available} bytes of data");
        }
        if (position != available)
            throw new FormatException($"{available - position} bytes follow the last tensor");
    }

    private static long[]? Integers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new List<long>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private static int ElementBytes(string name, ScalarType type) =>
        Types.FirstOrDefault(t => t.Type == type) is { Name: not null } known
            ? known.Bytes
            : throw new ArgumentException($"tensor \"{name}\" has type {type}, which safetensors lacks", nameof(type));
}
