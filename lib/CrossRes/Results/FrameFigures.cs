using CrossRes.Plots;
using Deedle;

namespace CrossRes.Results;

/// <summary>Pictures of frames. What is missing leaves no mark.</summary>
public static class FrameFigures
{
    /// <summary>A group of bars for each row, a colour for each column.</summary>
    public static Figure Bars<TColumn>(this Frame<string, TColumn> frame, string title, string x, string y) =>
        Of(frame, title, x, y, (name, points) => new Bar(name, Keys(points), Values(points)));

    /// <summary>A line for each column, over the rows.</summary>
    public static Figure Lines<TColumn>(this Frame<int, TColumn> frame, string title, string x, string y) =>
        Of(frame, title, x, y, (name, points) => new Line(name, Keys(points), Values(points)));

    /// <summary>A point for each row, where two of its columns say, in the colour of a third.</summary>
    public static Figure Points(this Frame<int, string> frame, string title, string x, string y, string colour) => new(title)
    {
        X = new(x),
        Y = new(y),
        Traces =
        [
            .. from row in frame.RowKeys
               let point = (X: frame.GetColumn<double>(x).TryGet(row), Y: frame.GetColumn<double>(y).TryGet(row), Name: frame.GetColumn<string>(colour).TryGet(row))
               where point.X.HasValue && point.Y.HasValue && point.Name.HasValue
               group (X: point.X.Value, Y: point.Y.Value) by point.Name.Value into points
               select new Scatter(points.Key, (double[])[.. points.Select(p => p.X)], (double[])[.. points.Select(p => p.Y)]),
        ],
    };

    private static Figure Of<TRow, TColumn>(
        Frame<TRow, TColumn> frame, string title, string x, string y, Func<string, List<KeyValuePair<TRow, double>>, Trace> trace) => new(title)
    {
        X = new(x),
        Y = new(y),
        Traces = [.. frame.ColumnKeys.Select(key => trace($"{key}", [.. frame.GetColumn<double>(key).Observations]))],
    };

    private static TRow[] Keys<TRow>(List<KeyValuePair<TRow, double>> points) => [.. points.Select(p => p.Key)];

    private static double[] Values<TRow>(List<KeyValuePair<TRow, double>> points) => [.. points.Select(p => p.Value)];
}
