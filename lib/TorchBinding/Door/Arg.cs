using static TorchSharp.torch;

namespace TorchSharp.Door;

/// <summary>An operator's argument. The door coerces it to what the operator's schema wants.</summary>
internal readonly struct Arg
{
    internal readonly Tag Tag;
    internal readonly long Bits;
    internal readonly object? Object;

    private Arg(Tag tag, long bits = 0, object? value = null) => (Tag, Bits, Object) = (tag, bits, value);

    /// <summary>Python's <c>None</c>.</summary>
    internal static Arg None => default;

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(Tag.Tensor, 0, value);
    public static implicit operator Arg(int value) => new(Tag.Int, value);
    public static implicit operator Arg(long value) => new(Tag.Int, value);
    public static implicit operator Arg(long? value) => value is { } v ? v : None;
    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is { } v ? v : None;
    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Arg(string? value) => value is null ? None : new(Tag.String, 0, value);
    public static implicit operator Arg(long[]? value) => value is null ? None : new(Tag.IntList, 0, value);
    public static implicit operator Arg(double[]? value) => value is null ? None : new(Tag.DoubleList, 0, value);
    public static implicit operator Arg(bool[]? value) => value is null ? None : new(Tag.BoolList, 0, value);
    public static implicit operator Arg(Tensor?[]? value) => value is null ? None : new(Tag.TensorList, 0, value);
    public static implicit operator Arg(ScalarType value) => new(Tag.Int, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : None;
    public static implicit operator Arg(Device? value) => value is null ? None : new(Tag.Device, 0, value);
    public static implicit operator Arg(Generator? value) => value is null ? None : new(Tag.Generator, 0, value);
    public static implicit operator Arg(Scalar? value) =>
        value is null ? None : new(value.IsFloating ? Tag.Double : value.Type == ScalarType.Bool ? Tag.Bool : Tag.Int, value.Bits);

    /// <summary>How many 8-byte cells of scratch memory the argument needs at the door.</summary>
    internal int Cells => Object switch
    {
        long[] list => list.Length,
        double[] list => list.Length,
        Tensor?[] list => list.Length,
        bool[] list => (list.Length + 7) / 8,
        string text => (System.Text.Encoding.UTF8.GetByteCount(text) + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes the argument, with its list or text in <paramref name="scratch"/>.</summary>
    internal unsafe DoorValue Write(long* scratch)
    {
        var value = new DoorValue { Tag = Tag, Int = Bits };
        switch (Object)
        {
            case null:
                break;
            case Tensor tensor:
                value.Pointer = tensor.Handle;
                break;
            case Device device:
                value.Int = (long)device.type;
                value.Length = device.index;
                break;
            case Generator generator:
                value.Pointer = generator.Handle;
                break;
            case string text:
                value.Length = System.Text.Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Cells * 8));
                value.Pointer = (nint)scratch;
                break;
            case long[] list:
                list.CopyTo(new Span<long>(scratch, list.Length));
                (value.Length, value.Pointer) = (list.Length, (nint)scratch);
                break;
            case double[] list:
                list.CopyTo(new Span<double>(scratch, list.Length));
                (value.Length, value.Pointer) = (list.Length, (nint)scratch);
                break;
            case bool[] list:
                list.CopyTo(new Span<bool>(scratch, list.Length));
                (value.Length, value.Pointer) = (list.Length, (nint)scratch);
                break;
            case Tensor?[] list:
                for (var k = 0; k < list.Length; k++) scratch[k] = list[k]?.Handle ?? 0;
                (value.Length, value.Pointer) = (list.Length, (nint)scratch);
                break;
            default:
                throw new InvalidOperationException($"no way through the door for {Object.GetType()}");
        }
        return value;
    }

    /// <summary>For error messages: <c>float32[2, 3]</c>, <c>[1, 1]</c>, <c>0.5</c>.</summary>
    public override string ToString() => Object switch
    {
        Tensor t => t.IsInvalid ? "disposed tensor" : $"{t.dtype.ToString().ToLowerInvariant()}[{string.Join(", ", t.shape)}]",
        Tensor?[] list => $"({string.Join(", ", list.Select(t => ((Arg)t).ToString()))})",
        long[] list => $"[{string.Join(", ", list)}]",
        double[] list => $"[{string.Join(", ", list)}]",
        bool[] list => $"[{string.Join(", ", list)}]",
        null when Tag == Tag.Double => BitConverter.Int64BitsToDouble(Bits).ToString("g6"),
        null when Tag == Tag.Bool => Bits != 0 ? "true" : "false",
        null when Tag == Tag.Int => Bits.ToString(),
        null => "none",
        _ => Object.ToString() ?? "",
    };
}
