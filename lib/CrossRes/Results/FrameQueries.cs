using Deedle;

namespace CrossRes.Results;

/// <summary>The two questions that runs are asked most, shorter than Deedle's own calls are in C#.</summary>
public static class FrameQueries
{
    /// <summary>The rows whose <paramref name="column"/> holds one of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message names all.</exception>
    public static Frame<int, string> Only<T>(this Frame<int, string> frame, string column, params T[] values) where T
        : notnull
    {
        var held = Column<T>(frame, column);
        return frame.Where(row => held.TryGet(row.Key) is { HasValue: true } value && values.Contains(value.Value));
    }

    /// <summary>
    /// A row for each value of one column, a column for each value of another, and in each cell one number made of all
    /// values there: <c>runs.Pivot&lt;string, int&gt;("method", "resolution", "last", Statistics.Mean)</c>. Deedle's
    /// own variance is one-pass, NaN for equal values; <see cref="Statistics"/> is exact.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such column; the message names all.</exception>
    public static Frame<TRow, TColumn> Pivot<TRow, TColumn>(
        this Frame<int, string> frame, string rows, string columns, string values,
        Func<IReadOnlyList<double>, double> summary)
        where TRow : notnull where TColumn : notnull
    {
        var (down, across, numbers) = (Column<TRow>(frame, rows), Column<TColumn>(frame, columns),
            Column<double>(frame, values));
        var cells = (from key in frame.RowKeys
                     let cell = (Down: down.TryGet(key), Across: across.TryGet(key), Value: numbers.TryGet(key))
                     where cell.Down.HasValue && cell.Across.HasValue && cell.Value.HasValue
                     group cell.Value.Value by (Down: cell.Down.Value, Across: cell.Across.Value) into same
                     select (same.Key.Down, same.Key.Across, Summary: summary([.. same]))).ToList();
        var table = Frame.FromColumns(
            from cell in cells
            group cell by cell.Across into column
            orderby column.Key
            select KeyValuePair.Create(column.Key,
                new Series<TRow, double>(column.Select(c => c.Down), column.Select(c => c.Summary))));
        return table.RealignRows(cells.Select(cell => cell.Down).Distinct().Order());
    }

    private static Series<int, T> Column<T>(Frame<int, string> frame, string name) => frame.ColumnKeys.Contains(name)
        ? frame.GetColumn<T>(name)
        : throw new ArgumentException($"the frame has no column {name}; it has {string.Join(", ", frame.ColumnKeys)}");
}
