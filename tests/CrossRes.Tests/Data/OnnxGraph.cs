using Google.Protobuf;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

/// <summary>An ONNX file as another program writes it, with what a test needs of it.</summary>
internal sealed class OnnxGraph
{
    private readonly List<byte[]> nodes = [], tensors = [];

    /// <summary>Numbers as raw bytes, not as packed floats.</summary>
    public bool Raw { get; init; }

    /// <summary>An operator that reads x and some stored tensors.</summary>
    public OnnxGraph Add(string type, params (string Name, Tensor Values)[] inputs)
    {
        nodes.Add(Message(output =>
        {
            foreach (var name in inputs.Select(i => i.Name).Prepend("x")) Field(output, 1, ByteString.CopyFromUtf8(name));
            Field(output, 4, ByteString.CopyFromUtf8(type));
        }));
        foreach (var (name, values) in inputs)
            tensors.Add(Message(output =>
            {
                Field(output, 1, ByteString.CopyFrom(Message(shape => { foreach (var side in values.shape) shape.WriteInt64(side); })));
                output.WriteTag(2, WireFormat.WireType.Varint);
                output.WriteInt32(1);
                Field(output, Raw ? 9 : 4, ByteString.CopyFrom(values.contiguous().bytes.ToArray()));
                Field(output, 8, ByteString.CopyFromUtf8(name));
            }));
        return this;
    }

    public byte[] ToBytes() => Message(model =>
    {
        model.WriteTag(1, WireFormat.WireType.Varint); // the format's version
        model.WriteInt64(7);
        Field(model, 7, ByteString.CopyFrom(Message(graph =>
        {
            foreach (var node in nodes) Field(graph, 1, ByteString.CopyFrom(node));
            foreach (var tensor in tensors) Field(graph, 5, ByteString.CopyFrom(tensor));
        })));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }

    private static void Field(CodedOutputStream output, int number, ByteString content)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(content);
    }
}
