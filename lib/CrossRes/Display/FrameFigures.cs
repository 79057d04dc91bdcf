using Deedle;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>Pictures of frames. What is missing leaves no mark.</summary>
public static class FrameFigures
{
    /// <summary>A group of bars for each row, a colour for each column.</summary>
    public static GenericChart Bars<TColumn>(this Frame<string, TColumn> frame, string title, string x, string y) =>
        Plot.Figure(title, x, y,
            Columns(frame).Select(c => Plot.Bars(c.Name, c.Points.Select(p => p.Key), c.Points.Select(p => p.Value))));

    /// <summary>A line for each column, over the rows.</summary>
    public static GenericChart Lines<TColumn>(this Frame<int, TColumn> frame, string title, string x, string y) =>
        Plot.Figure(title, x, y,
            Columns(frame).Select(c => Plot.Line(c.Name, c.Points.Select(p => p.Key), c.Points.Select(p => p.Value))));

    /// <summary>A point for each row, where two of its columns say, in the colour of a third.</summary>
    public static GenericChart Points(this Frame<int, string> frame, string title, string x, string y, string colour)
    {
        var (across, up, names) = (frame.GetColumn<double>(x), frame.GetColumn<double>(y),
            frame.GetColumn<string>(colour));
        return Plot.Figure(title, x, y,
            from row in frame.RowKeys
            let point = (X: across.TryGet(row), Y: up.TryGet(row), Name: names.TryGet(row))
            where point.X.HasValue && point.Y.HasValue && point.Name.HasValue
            group (X: point.X.Value, Y: point.Y.Value) by point.Name.Value into points
            select Plot.Points(points.Key, points.Select(p => p.X), points.Select(p => p.Y)));
    }

    private static IEnumerable<(string Name, IEnumerable<KeyValuePair<TRow, double>> Points)>
        Columns<TRow, TColumn>(Frame<TRow, TColumn> frame) =>
        frame.ColumnKeys.Select(key => ($"{key}", frame.GetColumn<double>(key).Observations));
}
