using System.Globalization;

namespace CrossRes.Display;

/// <summary>A column of a shown frame: its cells as text, numbers with the same digits behind the point.</summary>
internal sealed class FrameColumn
{
    private const string Missing = "–";
    private readonly IReadOnlyList<object?> values;

    /// <param name="title">Its heading.</param>
    /// <param name="type">Of the values.</param>
    /// <param name="values">Those shown; null where one is missing.</param>
    public FrameColumn(string title, Type type, IReadOnlyList<object?> values)
    {
        (Title, this.values) = (title, values);
        Numeric = IsNumber(type) || type == typeof(object) && values.Any(v => v is not null)
            && values.All(v => v is null || IsNumber(v.GetType()));
        Cells = Numeric ? Numbers() : [.. values.Select(Text)];
    }

    public string Title { get; }

    /// <summary>Whether it holds numbers, which stand to the right.</summary>
    public bool Numeric { get; }

    public IReadOnlyList<string> Cells { get; }

    public bool IsMissing(int row) => values[row] is null;

    /// <summary>What a row is sorted by: a number unrounded, text as it is, nothing where it is missing.</summary>
    public string SortValue(int row) =>
        values[row] is null ? "" : Numeric ? Number(row).ToString("R", CultureInfo.InvariantCulture) : Cells[row];

    public string Aligned(string cell, int width) => Numeric ? cell.PadLeft(width) : cell.PadRight(width);

    private double Number(int row) => Convert.ToDouble(values[row], CultureInfo.InvariantCulture);

    /// <summary>
    /// Four significant digits of the largest number, at least two behind the point and never more than are used.
    /// </summary>
    private List<string> Numbers()
    {
        double[] known = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is not null).Select(Number)
            .Where(double.IsFinite)];
        var largest = known.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest >= 1e9 || largest is > 0 and < 1e-4)
            return [.. values.Select((v, i) =>
                v is null ? Missing : Number(i).ToString("G4", CultureInfo.InvariantCulture))];
        var most = largest > 0 ? Math.Clamp(3 - (int)Math.Floor(Math.Log10(largest)), 2, 7) : 0;
        var digits = Enumerable.Range(0, most).FirstOrDefault(d =>
            known.All(v => Math.Abs(v - Math.Round(v, d)) < 1e-9), most);
        return [.. values.Select((v, i) =>
            v is null ? Missing : Number(i).ToString($"F{digits}", CultureInfo.InvariantCulture))];
    }

    private static string Text(object? value) => value switch
    {
        null => Missing,
        DateTime time => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.ReplaceLineEndings(" ") ?? "",
    };

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
        && !type.IsEnum;
}
