using System.Globalization;
using System.Net;
using CrossRes.Results;
using Deedle;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>Pictures of runs.</summary>
public static class RunFigures
{
    /// <summary>The test score over the epochs, a line per row; several seeds of a row are averaged.</summary>
    public static GenericChart TestCurves(string title, IEnumerable<RunRecord> runs) =>
        Curves(title, "on the test images, %", runs, (run, epoch) => epoch.Test[run.Result.Score]);

    /// <summary>Every weighted term of one run's loss over the epochs: which of them the training feels.</summary>
    public static GenericChart Terms(RunRecord run)
    {
        int[] epochs = [.. run.Epochs.Select(e => e.Epoch)];
        return Plot.Figure($"{run.Row}, seed {run.Seed}: the weighted loss terms", Plot.Axis("epoch"),
            Plot.Axis("mean over the epoch", log: true),
            run.Epochs[0].Terms.Keys.Select(term => Plot.Line(term, epochs, run.Epochs.Select(e => e.Terms[term]))));
    }

    private static GenericChart Curves(string title, string axis, IEnumerable<RunRecord> runs,
        Func<RunRecord, EpochRecord, double> value) =>
        Plot.Figure(title, "epoch", axis,
            from row in runs.GroupBy(r => r.Row)
            let epochs = Enumerable.Range(1, row.Min(r => r.Epochs.Count))
            select Plot.Line(row.Key, epochs, epochs.Select(e => row.Average(r => value(r, r.Epochs[e - 1])))));
}

/// <summary>A small curve of a score over the epochs, without axes, as SVG.</summary>
internal static class ScoreCurve
{
    internal const int Width = 240;
    private const int Height = 48, Margin = 2;

    /// <param name="label">For readers who do not see it.</param>
    /// <param name="scores">Epoch from 1 → score; at least two.</param>
    /// <param name="epochs">That the width stands for.</param>
    /// <param name="least">Difference of scores that the height stands for at least.</param>
    internal static string Svg(string label, IReadOnlyList<(int Epoch, double Score)> scores, int epochs,
        double least = 1e-9)
    {
        var low = scores.Min(s => s.Score);
        var range = Math.Max(least, scores.Max(s => s.Score) - low);
        var points = scores.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{X(s.Epoch):0.#},{Y(s.Score):0.#}"));
        return $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">"
            + $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{FigureStyle.Color(0)}\" "
            + "stroke-width=\"2\"/></svg>";

        double X(int epoch) => Margin + (Width - 2 * Margin) * (epoch - 1) / Math.Max(1.0, epochs - 1);
        double Y(double score) => Height - Margin - (Height - 2 * Margin) * (score - low) / range;
    }
}

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
