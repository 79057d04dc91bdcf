using System.Runtime.InteropServices;
using System.Text;

namespace CrossRes.Data.Mat;

/// <summary>
/// Numbers and text. MATLAB stores numbers in the smallest type that holds them, whatever the array's class.
/// </summary>
internal static class MatNumeric
{
    internal static MatNumbers Numbers(MatElement element, int[] shape)
    {
        var values = element.Type switch
        {
            MatType.Int8 => Convert<sbyte>(element, x => x),
            MatType.UInt8 => Convert<byte>(element, x => x),
            MatType.Int16 => Convert<short>(element, x => x),
            MatType.UInt16 => Convert<ushort>(element, x => x),
            MatType.Int32 => Convert<int>(element, x => x),
            MatType.UInt32 => Convert<uint>(element, x => x),
            MatType.Int64 => Convert<long>(element, x => x),
            MatType.UInt64 => Convert<ulong>(element, x => x),
            MatType.Single => Convert<float>(element, x => x),
            MatType.Double => Convert<double>(element, x => x),
            var other => throw element.Place.Fault($"numbers are stored as type {(int)other}"),
        };
        var numbers = new MatNumbers(shape, values);
        return numbers.Count == values.Length
            ? numbers : throw element.Place.Fault($"{values.Length:N0} numbers for an array of {numbers.Count:N0}");
    }

    internal static MatText Text(MatElement element, int[] shape)
    {
        var bytes = element.Data.Span;
        return new MatText(shape, element.Type switch
        {
            MatType.Utf8 or MatType.UInt8 or MatType.Int8 => Encoding.UTF8.GetString(bytes),
            MatType.Utf16 or MatType.UInt16 => Encoding.Unicode.GetString(bytes),
            MatType.Utf32 => Encoding.UTF32.GetString(bytes),
            var other => throw element.Place.Fault($"text is stored as type {(int)other}"),
        });
    }

    private static double[] Convert<T>(MatElement element, Func<T, double> number) where T : unmanaged =>
        Array.ConvertAll(MemoryMarshal.Cast<byte, T>(element.Data.Span).ToArray(), x => number(x));
}
