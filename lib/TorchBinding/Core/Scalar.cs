using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number with its type, as operators take it.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarType type, long bits) => (Type, Bits) = (type, bits);

    public ScalarType Type { get; }

    internal long Bits { get; }
    internal bool IsFloating => Type is ScalarType.Float32 or ScalarType.Float64;
    internal double Double => IsFloating ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);
    public static implicit operator Scalar(byte value) => new(ScalarType.Byte, value);
    public static implicit operator Scalar(int value) => new(ScalarType.Int32, value);
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);
    public static implicit operator Scalar(float value) => new(ScalarType.Float32, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Nothing to free here; kept so that code written for TorchSharp compiles.</summary>
    public void Dispose() { }

    public override string ToString() => IsFloating ? Double.ToString("g6") : Bits.ToString();
}

/// <summary>Conversions to and from <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static bool ToBoolean(this Scalar value) => value.Double != 0;
    public static int ToInt32(this Scalar value) => checked((int)value.ToInt64());
    public static long ToInt64(this Scalar value) => value.IsFloating ? (long)value.Double : value.Bits;
    public static float ToSingle(this Scalar value) => (float)value.Double;
    public static double ToDouble(this Scalar value) => value.Double;
}
