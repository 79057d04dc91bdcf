using System.Runtime.InteropServices;
using System.Text;

namespace CrossRes.Data.Mat;

/// <summary>
/// Arrays from elements. A matrix element holds, in this order: flags (the class in the lowest byte), dimensions, name,
/// and then numbers, text, or one matrix for each cell or field.
/// </summary>
internal static class MatReader
{
    private const int DeepestNesting = 32, MostDimensions = 16;
    private const int CellClass = 1, StructClass = 2, ObjectClass = 3, CharClass = 4, SparseClass = 5, DoubleClass = 6,
    LastNumberClass = 15,
        FunctionClass = 16, OpaqueClass = 17;

    /// <summary>A variable with its name.</summary>
    internal static (string Name, MatValue Value) Variable(MatElement element) =>
        element.Type == MatType.Matrix ? Matrix(element, 0)
            : throw element.Place.Fault($"a variable is stored as type {(int)element.Type}, not {(int)MatType.Matrix}");

    private static (string Name, MatValue Value) Matrix(MatElement element, int depth)
    {
        if (depth > DeepestNesting)
            throw element.Place.Fault($"arrays are nested more than {DeepestNesting} deep");
        if (element.Data.Length == 0)
            return ("", new MatNumbers([0, 0], []));
        var parts = new MatElements(element.Data, element.Place);
        var (kind, shape, name, place) = Begin(parts);
        return (name, kind switch
        {
            CellClass => new MatCells(shape, Matrices(parts, Count(shape), element.Place, depth)),
            StructClass => Structs(parts, shape, element.Place, depth),
            CharClass => MatNumeric.Text(parts.Next(), shape),
            >= DoubleClass and <= LastNumberClass => MatNumeric.Numbers(parts.Next(), shape),
            ObjectClass => new MatUnread(shape, "an object (class 3)"),
            SparseClass => new MatUnread(shape, "a sparse array (class 5)"),
            FunctionClass => new MatUnread(shape, "a function (class 16)"),
            OpaqueClass => new MatUnread(shape, "a string or table (class 17)"),
            var other => throw place.Fault($"the array '{name}' has class {other}, which no MAT-file has"),
        });
    }

    /// <summary>A variable's name, where its first bytes hold it.</summary>
    internal static string NameOf(ReadOnlyMemory<byte> matrix, MatPlace place) =>
        matrix.Length == 0 ? "" : Begin(new MatElements(matrix, place)).Name;

    /// <summary>
    /// What every array begins with: flags, dimensions and name; those of class 17 have no dimensions.
    /// </summary>
    private static (int Class, int[] Shape, string Name, MatPlace Place) Begin(MatElements parts)
    {
        var flags = parts.Next(MatType.UInt32, "the array's flags");
        if (flags.Data.Length < 8)
            throw flags.Place.Fault("the array's flags are less than 8 bytes");
        var kind = flags.Data.Span[0];
        var shape = kind == OpaqueClass ? [1, 1] : Shape(parts);
        return (kind, shape, Encoding.UTF8.GetString(parts.Next(MatType.Int8, "the array's name").Data.Span),
            flags.Place);
    }

    private static MatStructs Structs(MatElements parts, int[] shape, MatPlace place, int depth)
    {
        var width = parts.Next(MatType.Int32, "the length of field names");
        var length = width.Data.Length == 4 ? BitConverter.ToInt32(width.Data.Span) : 0;
        var names = parts.Next(MatType.Int8, "the field names");
        if (length < 1 || names.Data.Length % length != 0)
            throw width.Place.Fault($"{names.Data.Length} bytes of field names of {length} each");
        var fields = Enumerable.Range(0, names.Data.Length / length)
            .Select(f => Encoding.UTF8.GetString(names.Data.Span.Slice(f * length, length)).Split('\0')[0]).ToArray();
        return new(shape, fields, Matrices(parts, Count(shape) * fields.Length, place, depth));
    }

    private static MatValue[] Matrices(MatElements parts, long count, MatPlace place, int depth)
    {
        if (count > parts.BytesLeft / 8) // each takes a tag
            throw place.Fault($"{count:N0} arrays in {parts.BytesLeft:N0} bytes");
        var values = new MatValue[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Matrix(parts.Next(MatType.Matrix, "a cell or field"), depth + 1).Value;
        return values;
    }

    private static int[] Shape(MatElements parts)
    {
        var element = parts.Next(MatType.Int32, "the array's dimensions");
        var sizes = Enumerable.Range(0, element.Data.Length / 4).Select(i =>
            BitConverter.ToInt32(element.Data.Span[(4 * i)..])).ToArray();
        if (sizes.Length is < 2 or > MostDimensions || sizes.Any(s => s < 0) || Count(sizes) > int.MaxValue)
            throw element.Place.Fault($"an array of size [{string.Join(", ", sizes.Take(MostDimensions))}]");
        return sizes;
    }

    // stays above int.MaxValue once it is there, and does not overflow
    private static long Count(int[] shape) => shape.Contains(0)
        ? 0 : shape.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);
}

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
