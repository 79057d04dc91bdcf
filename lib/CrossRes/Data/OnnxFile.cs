using System.Runtime.InteropServices;
using CrossRes.Common;
using Google.Protobuf;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>
/// What this kit reads of an ONNX file: which operator reads which tensors, in the order in which they are computed,
/// and the float32 tensors that are stored. Nothing in it is executed. Field numbers as in onnx.proto.
/// </summary>
internal sealed class OnnxFile
{
    private const int Float32 = 1; // of TensorProto.DataType
    private const string Remedy = "get the file again";

    private readonly string path;
    private readonly Dictionary<string, (long[] Shape, ByteString Values)> tensors = [];
    private readonly List<OnnxNode> nodes = [];

    /// <exception cref="DataFileException">It is missing, no ONNX, cut short or damaged.</exception>
    internal OnnxFile(string path)
    {
        this.path = path;
        var model = UnsafeByteOperations.UnsafeWrap(DataFile.Bytes(path));
        try
        {
            foreach (var graph in Parts(model, 7).SelectMany(Fields))
                if (graph.Number == 1) nodes.Add(Node(graph.Bytes));
                else if (graph.Number == 5) Store(graph.Bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new DataFileException(path, $"is no ONNX file, or damaged: {e.Message}", Remedy, e);
        }
        if (nodes.Count == 0) throw new DataFileException(path, "is no ONNX file: it holds no graph", Remedy);
    }

    /// <summary>In the order in which they are computed.</summary>
    internal IReadOnlyList<OnnxNode> Nodes => nodes;

    /// <summary>A stored tensor, which must have that shape; the caller's.</summary>
    /// <exception cref="DataFileException">There is none, it has another shape, or not its numbers.</exception>
    internal Tensor Tensor(string name, params long[] shape)
    {
        if (!tensors.TryGetValue(name, out var stored))
            throw new DataFileException(path, $"holds no float32 tensor {name}", Remedy);
        if (!stored.Shape.SequenceEqual(shape))
            throw new DataFileException(path, $"tensor {name} is {Text(stored.Shape)}, not {Text(shape)}", Remedy);
        var values = MemoryMarshal.Cast<byte, float>(stored.Values.Span);
        return values.Length == shape.Aggregate(1L, (n, side) => n * side)
            ? tensor(values.ToArray(), shape)
            : throw new DataFileException(path, $"tensor {name} is {Text(shape)} and holds {values.Length:N0} numbers",
                Remedy);
    }

    private static OnnxNode Node(ByteString message) => new(
        Parts(message, 4).FirstOrDefault(ByteString.Empty).ToStringUtf8(),
        [.. Parts(message, 1).Select(name => name.ToStringUtf8())]);

    private void Store(ByteString message)
    {
        var fields = Fields(message).ToList();
        if (fields.Any(f => f.Number == 2 && f.Value != Float32)) return;
        long[] shape = [.. fields.Where(f => f.Number == 1).SelectMany(f => f.Bytes.IsEmpty ? [f.Value]
            : Numbers(f.Bytes))];
        var name = fields.FirstOrDefault(f => f.Number == 8, (0, 0, ByteString.Empty)).Bytes.ToStringUtf8();
        // floats one after another, or raw bytes: both are little-endian
        tensors[name] = (shape, fields.FirstOrDefault(f => f.Number is 4 or 9, (0, 0, ByteString.Empty)).Bytes);
    }

    /// <summary>Contents of a message's fields of that number.</summary>
    private static IEnumerable<ByteString> Parts(ByteString message, int number) =>
        from field in Fields(message) where field.Number == number select field.Bytes;

    /// <summary>A message's fields; those of other kinds than whole numbers and bytes are passed over.</summary>
    private static IEnumerable<(int Number, long Value, ByteString Bytes)> Fields(ByteString message)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint)
                yield return (number, input.ReadInt64(), ByteString.Empty);
            else if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                yield return (number, 0, input.ReadBytes());
            else input.SkipLastField();
        }
    }

    private static IEnumerable<long> Numbers(ByteString packed)
    {
        for (var input = packed.CreateCodedInput(); !input.IsAtEnd;) yield return input.ReadInt64();
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}

/// <summary>One operator of an ONNX graph.</summary>
/// <param name="Operator">Such as <c>Conv</c>.</param>
/// <param name="Inputs">Names of what it reads.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs);
