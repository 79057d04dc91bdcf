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
    internal static IRichView? Of(object? value) => value switch
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
        Of($"{Count(series.KeyCount, "value")}", Frame.FromColumns([KeyValuePair.Create("value", series)]));

    private static FrameView Of<TRow, TColumn>(string facts, Frame<TRow, TColumn> frame)
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
            FrameView.Of($"{Count(frame.RowCount, "row")}, {Count(frame.ColumnCount, "column")}", frame);
    }
}
