namespace CrossRes.Data.Mat;

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
