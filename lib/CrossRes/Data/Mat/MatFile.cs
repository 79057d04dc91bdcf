using System.Buffers.Binary;
using System.IO.Compression;
using CrossRes.Common;

namespace CrossRes.Data.Mat;

/// <summary>
/// MATLAB's MAT-file, version 5 (what <c>save -v6</c> and <c>save -v7</c> write; little-endian): 128 bytes of header,
/// then one element for each variable, plain or compressed by zlib. Numbers, text, cells and structs are read; nothing
/// is executed.
/// </summary>
public static class MatFile
{
    private const int HeaderBytes = 128, VersionAt = 124;
    private const ushort Version5 = 0x0100, Version73 = 0x0200;
    private const int MostUnpacked = 1 << 28; // bytes of one variable: a file cannot ask for more
    private const int NameBytes = 1024; // hold a variable's flags, dimensions and name

    /// <summary>Variables by name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Their names; none: all. What else the file holds is not looked at.</param>
    /// <exception cref="DataFileException">The file is missing, damaged, or of a kind that is not read; the message
    /// names the byte.</exception>
    public static MatVariables Load(string path, params string[] wanted)
    {
        var bytes = DataFile.Bytes(path);
        CheckHeader(path, bytes);
        var file = new MatElements(bytes.AsMemory(HeaderBytes), new MatPlace(path, "", HeaderBytes));
        var variables = new Dictionary<string, MatValue>();
        while (!file.AtEnd)
        {
            var element = file.Next();
            if (wanted.Length > 0 && !wanted.Contains(NameOf(element)))
                continue;
            var (name, value) = MatReader.Variable(element.Type == MatType.Compressed ? Unpacked(element) : element);
            if (!variables.TryAdd(name, value) && name != "")
                throw element.Place.Fault($"a second variable '{name}'");
        }
        return new(path, variables);
    }

    private static void CheckHeader(string path, byte[] bytes)
    {
        var problem = bytes switch
        {
            { Length: < HeaderBytes } =>
                $"has {bytes.Length} bytes, a MAT-file starts with {HeaderBytes} bytes of header",
            _ when bytes[VersionAt + 2] == 'M' && bytes[VersionAt + 3] == 'I' => "is big-endian, which is not read",
            _ when bytes[VersionAt + 2] != 'I' || bytes[VersionAt + 3] != 'M' =>
                "is no MAT-file of version 5: the endian mark IM is missing from byte 126",
            _ => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(VersionAt)) switch
            {
                Version5 => null,
                Version73 => "is a MAT-file of version 7.3 (HDF5), which is not read",
                var version => $"has version {version:x4} at byte {VersionAt}, version 5 is 0100",
            },
        };
        if (problem is not null)
            throw new DataFileException(path, problem, "fetch the file again, or save it with save -v7");
    }

    /// <summary>A variable's name, from its first bytes alone.</summary>
    private static string NameOf(MatElement element)
    {
        if (element.Type != MatType.Compressed)
            return MatReader.NameOf(element.Data, element.Place);
        var (start, place) = (Inflate(element, NameBytes), element.Place.Inside());
        return start.Length < 8
            ? throw place.Fault("a variable ends before its name") : MatReader.NameOf(start[8..], place.At(8));
    }

    /// <summary>The one element in a compressed one.</summary>
    private static MatElement Unpacked(MatElement packed)
    {
        var plain = Inflate(packed, MostUnpacked + 1);
        return plain.Length <= MostUnpacked
            ? new MatElements(plain, packed.Place.Inside()).Next()
            : throw packed.Place.Fault($"a variable of more than {MostUnpacked:N0} bytes");
    }

    private static ReadOnlyMemory<byte> Inflate(MatElement packed, int most)
    {
        var plain = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.Data.ToArray()), CompressionMode.Decompress);
            var block = new byte[Math.Min(most, 1 << 16)];
            for (int read; plain.Length < most && (read = zlib.Read(block)) > 0;)
                plain.Write(block, 0, read);
        }
        // the latter of what zlib itself does not expect
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw packed.Place.Fault("the compressed data are damaged");
        }
        return plain.GetBuffer().AsMemory(0, (int)Math.Min(most, plain.Length));
    }
}

/// <summary>The variables of a MAT-file.</summary>
/// <param name="path">The file, for messages.</param>
public sealed class MatVariables(string path, IReadOnlyDictionary<string, MatValue> values)
{
    /// <summary>A variable; null where there is none of that name.</summary>
    public MatValue? this[string name] => values.GetValueOrDefault(name);

    /// <summary>A variable that must be there.</summary>
    /// <param name="name">Of the variable.</param>
    /// <param name="kind">What it must be, in words.</param>
    /// <exception cref="DataFileException">There is none, or it is something else.</exception>
    public T Wanted<T>(string name, string kind) where T : MatValue => this[name] switch
    {
        T value => value,
        MatUnread unread => throw Fault($"its {name} is {unread.What}, which is not read: a {kind} is expected"),
        null => throw Fault($"has no {kind} {name}"),
        _ => throw Fault($"its {name} is no {kind}"),
    };

    private DataFileException Fault(string problem) => new(path, problem, "fetch the file again");
}

/// <summary>A MATLAB array. Elements are in column-major order.</summary>
/// <param name="Shape">At least two sizes.</param>
public abstract record MatValue(IReadOnlyList<int> Shape)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Numbers or truth values of any class; an imaginary part is left out.</summary>
public sealed record MatNumbers(IReadOnlyList<int> Shape, IReadOnlyList<double> Values) : MatValue(Shape);

/// <summary>A char array; text where it is one row.</summary>
public sealed record MatText(IReadOnlyList<int> Shape, string Text) : MatValue(Shape);

/// <summary>An array of a class that is not read: its place is known, its content is not.</summary>
/// <param name="What">Its class in words.</param>
public sealed record MatUnread(IReadOnlyList<int> Shape, string What) : MatValue(Shape);

/// <summary>A cell array.</summary>
public sealed record MatCells(IReadOnlyList<int> Shape, IReadOnlyList<MatValue> Cells) : MatValue(Shape);

/// <summary>
/// A struct array: <see cref="Values"/> holds the fields of the first element, then those of the next.
/// </summary>
public sealed record MatStructs(IReadOnlyList<int> Shape, IReadOnlyList<string> Fields, IReadOnlyList<MatValue> Values)
    : MatValue(Shape)
{
    /// <summary>A field of the element at a position from 0.</summary>
    public MatValue this[int element, int field] => Values[element * Fields.Count + field];
}
