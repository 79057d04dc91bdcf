using System.Collections;
using System.Globalization;
using DynamicObj;
using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Chart = Plotly.NET.CSharp.Chart;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Display;

/// <summary>
/// Figures in one look, as charts of Plotly.NET. Each series is a chart by itself; <see cref="Figure(string, string,
/// string, IEnumerable{GenericChart})"/> puts some of them on common axes. What comes out can be changed by all that
/// Plotly.NET offers, which, unlike here, changes a chart in place. A number that is not finite leaves a gap.
/// </summary>
public static class Plot
{
    private const int CellsWithNumbers = 200;

    /// <summary>Series on common axes, in the order of the legend.</summary>
    /// <param name="title">What the reader should see in it.</param>
    /// <param name="x">What is measured along x, with its unit: <c>input side, px</c>.</param>
    /// <param name="y">The same along y.</param>
    public static GenericChart Figure(string title, string x, string y, params IEnumerable<GenericChart> series) =>
        Figure(title, Axis(x), Axis(y), series);

    /// <inheritdoc cref="Figure(string, string, string, IEnumerable{GenericChart})"/>
    public static GenericChart Figure(string title, LinearAxis x, LinearAxis y, params IEnumerable<GenericChart> series)
    {
        GenericChart[] parts = [.. series];
        var layout = parts.Aggregate(new Layout(), (all, part) => Layout.combine(all, Copy(part.GetLayout())));
        return GenericChart.ofTraceObjects(false, ListModule.OfSeq(parts.SelectMany(part => part.GetTraces())))
            .WithLayout(layout).WithXAxis(Merged("xaxis", x)).WithYAxis(Merged("yaxis", y)).WithTitle(title)
                .WithStyle();

        LinearAxis Merged(string name, LinearAxis given)
        {
            var axis = new LinearAxis();
            (layout.TryGetPropertyValue(name)?.Value as DynamicObj.DynamicObj)?.ShallowCopyDynamicPropertiesTo(axis,
                null);
            given.ShallowCopyDynamicPropertiesTo(axis, true);
            return axis;
        }
    }

    /// <summary>An axis.</summary>
    /// <param name="title">What is measured, with its unit.</param>
    /// <param name="log">Logarithmic instead of linear.</param>
    /// <param name="range">Its ends in units of the data; null: as the data need.</param>
    /// <param name="ticks">Where ticks are; null: chosen by Plotly.</param>
    /// <param name="hidden">Neither line nor ticks: positions mean nothing.</param>
    /// <param name="equalUnits">Of y: a unit is as long as along x, so that shapes keep their angles.</param>
    public static LinearAxis Axis(
        string title, bool log = false, (double Low, double High)? range = null, IEnumerable? ticks = null,
        bool hidden = false, bool equalUnits = false)
    {
        var axis = new LinearAxis().With("title", new Title().With("text", title));
        if (log) axis.With("type", "log");
        if (range is var (low, high)) axis.With("range", new[] { End(low), End(high) });
        if (ticks is not null)
        {
            object[] places = [.. ticks];
            axis.With("tickmode", "array").With("tickvals", places)
                .With("ticktext", places.Select(place => Convert.ToString(place, CultureInfo.InvariantCulture)!)
                    .ToArray());
        }
        if (hidden) axis.With("visible", false);
        if (equalUnits) axis.With("scaleanchor", "x");
        return axis;

        double End(double value) => log ? Math.Log10(value) : value; // as Plotly takes them
    }

    /// <summary>Points joined by a line in the order given.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="x">Numbers, or names of categories.</param>
    /// <param name="y">A value for each.</param>
    /// <param name="error">Half length of each point's error bar in units of y, such as one standard deviation; null:
    /// none.</param>
    /// <param name="markers">Whether each point has a marker.</param>
    /// <exception cref="ArgumentException">Not one value for each position.</exception>
    public static GenericChart Line<X, Y>(
        string name, IEnumerable<X> x, IEnumerable<Y> y, IEnumerable<double>? error = null, bool markers = true)
        where X : IConvertible where Y : IConvertible => Checked(name, x, y, error,
            (at, values) => Chart.Line<X, Y, string>(at, values, ShowMarkers: markers, Name: name, UseDefaults: false));

    /// <summary>
    /// Points that no line joins; those of several series stand side by side above a category, and at a number where it
    /// is.
    /// </summary>
    /// <inheritdoc cref="Line"/>
    public static GenericChart Points<X, Y>(
        string name, IEnumerable<X> x, IEnumerable<Y> y, IEnumerable<double>? error = null)
        where X : IConvertible where Y : IConvertible => Checked(name, x, y, error,
            (at, values) => Chart.Point<X, Y, string>(at, values, Name: name, UseDefaults: false))
            .WithLayout(typeof(X) == typeof(string) ? new Layout().With("scattermode", "group") : new Layout());

    /// <summary>Bars from zero; those of several series stand side by side.</summary>
    /// <inheritdoc cref="Line"/>
    public static GenericChart Bars<X, Y>(
        string name, IEnumerable<X> x, IEnumerable<Y> y, IEnumerable<double>? error = null)
        where X : IConvertible where Y : IConvertible => Checked(name, x, y, error,
            (at, values) => Chart.Column<Y, X, string>(values, Keys: at, Name: name, UseDefaults: false));

    /// <summary>How often values fall into bins of equal width; those of several series lie over each other.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="values">At least one.</param>
    /// <param name="bins">The most bins to use; 0: Plotly's choice.</param>
    public static GenericChart Histogram<T>(string name, IEnumerable<T> values, int bins = 0) where T : IConvertible =>
        Chart.Histogram<T, T, string>(X: values.ToArray(), Name: name, NBinsX: bins, UseDefaults: false)
            .WithLayout(new Layout().With("barmode", "overlay"));

    /// <summary>A matrix as colours, first row on top; small ones show their numbers too.</summary>
    /// <param name="name">What the values are, with their unit; the title of the colour bar.</param>
    /// <param name="x">A label for each column.</param>
    /// <param name="y">A label for each row.</param>
    /// <param name="values">[rows, columns].</param>
    /// <exception cref="ArgumentException">Not one label for each column and row.</exception>
    public static GenericChart Heatmap<X, Y>(string name, IEnumerable<X> x, IEnumerable<Y> y, double[,] values)
        where X : IConvertible where Y : IConvertible
    {
        var (columns, rows) = (x.ToArray(), y.ToArray());
        if (values.GetLength(0) != rows.Length || values.GetLength(1) != columns.Length)
            throw new ArgumentException($"{name}: {values.GetLength(0)} × {values.GetLength(1)} values "
                + $"for {rows.Length} row labels and {columns.Length} column labels");
        double[][] z = [.. rows.Select((_, row) => columns.Select((_, column) => values[row, column]).ToArray())];
        var chart =
        Chart.Heatmap<double, X, Y, string>(z, X: columns, Y: rows, Name: name, ReverseYAxis: true, UseDefaults: false,
            ColorBar: new ColorBar().With("title", new Title().With("text", name)));
        if (values.Length <= CellsWithNumbers) chart.GetTraces()[0].With("texttemplate", "%{z:.3~g}");
        return chart;
    }

    private static GenericChart Checked<X, Y>(
        string name, IEnumerable<X> x, IEnumerable<Y> y, IEnumerable<double>? error, Func<X[], Y[], GenericChart> draw)
    {
        var (at, values, half) = (x.ToArray(), y.ToArray(), error?.ToArray());
        foreach (var count in new[] { values.Length, half?.Length ?? at.Length })
            if (count != at.Length) throw new ArgumentException(
                $"{name}: {at.Length} positions along x, but {count} values");
        var chart = draw(at, values);
        return half is null ? chart : chart.WithYError(half);
    }

    // without it, what is put into the figure would be put into its part as well
    private static Layout Copy(Layout layout)
    {
        var copy = new Layout();
        layout.DeepCopyPropertiesTo(copy, null, null);
        return copy;
    }
}

/// <summary>
/// Properties by the names that Plotly's reference uses. Plotly.NET's own constructors take up to a hundred optional
/// arguments, all of which C# would have to write.
/// </summary>
internal static class Dynamic
{
    public static T With<T>(this T target, string name, object value) where T : DynamicObj.DynamicObj
    {
        target.SetProperty(name, value);
        return target;
    }

    /// <summary>One property that has properties itself.</summary>
    public static T With<T>(this T target, string name, params IEnumerable<(string Name, object Value)> parts) where T
        : DynamicObj.DynamicObj
    {
        var inner = new DynamicObj.DynamicObj();
        foreach (var part in parts)
            inner.SetProperty(part.Name, part.Value);
        return target.With(name, (object)inner);
    }
}
