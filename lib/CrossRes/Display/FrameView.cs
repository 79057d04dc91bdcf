using System.Globalization;
using System.Net;
using System.Reflection;
using CrossRes.Common;
using CrossRes.Results;
using Deedle;

namespace CrossRes.Display;

/// <summary>
/// A Deedle frame or series: how many rows and columns, the first and the last rows, numbers rounded alike in a column,
/// what is missing faint. Deedle has no formatter for notebooks.
/// </summary>
internal sealed class FrameView : IRichView
{
    private const int MostRows = 30, Ends = 10, MostColumns = 60, TextWidth = 150;
    private readonly string facts;
    private readonly IReadOnlyList<FrameColumn> columns;
    private readonly int rows;

    private FrameView(string facts, int rows, IReadOnlyList<FrameColumn> columns) =>
        (this.facts, this.rows, this.columns) = (facts, rows, columns);

    /// <summary>A view of a frame or a series; null for anything else.</summary>
    internal static IRichView? For(object? value) => value switch
    {
        IFrame frame => frame.Apply(new Reader()),
        not null when SeriesType(value.GetType()) is { } type => (IRichView)typeof(FrameView)
            .GetMethod(nameof(OfSeries), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!,
        _ => null,
    };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render() => new Dictionary<string, string>
    {
        ["text/html"] = Html(),
        ["text/plain"] = Text(),
    };

    private static Type? SeriesType(Type? type) =>
        type is null || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Series<,>)
            ? type : SeriesType(type.BaseType);

    private static FrameView OfSeries<TKey, TValue>(Series<TKey, TValue> series) =>
        Create($"{Count(series.KeyCount, "value")}", Frame.FromColumns([KeyValuePair.Create("value", series)]));

    private static FrameView Create<TRow, TColumn>(string facts, Frame<TRow, TColumn> frame)
    {
        int[] shown = [.. Enumerable.Range(0, frame.RowCount).Where(i =>
            frame.RowCount <= MostRows || i < Ends || i >= frame.RowCount - Ends)];
        object?[] keys = [.. shown.Select(i => (object?)frame.GetRowKeyAt(i))];
        var types = frame.ColumnTypes.ToList();
        return new(facts, frame.RowCount,
        [
            new("", typeof(TRow), keys),
            .. frame.ColumnKeys.Take(MostColumns).Select((key, c) =>
                new FrameColumn(Convert.ToString(key, CultureInfo.InvariantCulture)!, types[c],
                [.. frame.GetColumnAt<object>(c) is var held
                    ? shown.Select(i => held.TryGetAt(i) is { HasValue: true } value ? value.Value : null) : []])),
        ]);
    }

    private int Omitted => rows > MostRows ? rows - 2 * Ends : 0;

    private string Html()
    {
        var lines = Enumerable.Range(0, columns[0].Cells.Count)
            .Select(i => columns.Select(c =>
                new HtmlTable.Cell(c.Cells[i], c.IsMissing(i) ? "not-run" : "value", c.SortValue(i)))).ToList();
        if (Omitted > 0)
            lines.Insert(Ends, columns.Select(_ => new HtmlTable.Cell("⋮", "not-run", "")));
        var table = HtmlTable.Render([WebUtility.HtmlEncode(facts)], [.. columns.Select(c => (c.Title, c.Numeric))],
            lines, Legend, sorts: Omitted == 0);
        return $"<div style=\"overflow-x:auto\">\n{table}</div>\n";
    }

    private string Text()
    {
        var widths = columns.Select(c => c.Cells.Append(c.Title).Max(cell => cell.Length)).ToList();
        var fitting = columns.TakeWhile((_, i) => i < 2 || widths.Take(i + 1).Sum(width => width + 2) <= TextWidth)
            .ToList();
        var lines = Enumerable.Range(-1, columns[0].Cells.Count + 1).Select(i =>
            string.Join("  ", fitting.Select((c, at) =>
            c.Aligned(i < 0 ? c.Title : c.Cells[i], widths[at]))).TrimEnd()).ToList();
        if (Omitted > 0) lines.Insert(Ends + 1, "⋮");
        lines.Insert(0, facts);
        if (fitting.Count < columns.Count) lines.Add(
            $"columns not shown: {string.Join(", ", columns.Skip(fitting.Count).Select(c => c.Title))}");
        if (Legend != "") lines.Add(Legend);
        return string.Join('\n', lines);
    }

    private string Legend => Omitted > 0 ? $"{Omitted} rows between the first and the last {Ends} are not shown" : "";

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private sealed class Reader : IFrameOperation<IRichView>
    {
        public IRichView Invoke<TRow, TColumn>(Frame<TRow, TColumn> frame) =>
            FrameView.Create($"{Count(frame.RowCount, "row")}, {Count(frame.ColumnCount, "column")}", frame);
    }
}

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
