using System.Globalization;
using CrossRes.Common;

namespace CrossRes.Results;

/// <summary>A titled table whose every number says where it comes from.</summary>
[TypeFormatterSource("text/html", "text/markdown", "text/plain")]
public sealed class ResultTable : IRichView
{
    /// <param name="title">One line.</param>
    /// <param name="captions">Lines that belong with the numbers: data, scale, seeds, device.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">Each with one cell per column.</param>
    /// <exception cref="ArgumentException">A row is longer or shorter than the columns.</exception>
    public ResultTable(
        string title, IReadOnlyList<string> captions, IReadOnlyList<Column> columns,
        IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            if (rows[row].Count != columns.Count)
                throw new ArgumentException(
                    $"Row {row + 1} of '{title}' has {rows[row].Count} cells for {columns.Count} columns.",
                    nameof(rows));
        (Title, Captions, Columns, Rows) = (title, captions, columns, rows);
        Sources = [.. rows.SelectMany(row => row).OfType<Cell.Copied>().Select(cell => cell.Source).Distinct()];
    }

    public string Title { get; }
    public IReadOnlyList<string> Captions { get; }
    public IReadOnlyList<Column> Columns { get; }
    public IReadOnlyList<IReadOnlyList<Cell>> Rows { get; }

    /// <summary>Where copied numbers stand; the first is [1].</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>One line that explains how measured, copied and missing numbers look in this table.</summary>
    public string Legend => string.Join("; ", LegendParts());

    /// <summary>A cell as it is read, the same in every rendering.</summary>
    public string Show(int row, int column) => CellText.Format(Rows[row][column], Columns[column].Unit, Sources);

    /// <summary>All cells as they are read.</summary>
    internal IEnumerable<string[]> Shown() =>
        Enumerable.Range(0, Rows.Count).Select(r =>
            Enumerable.Range(0, Columns.Count).Select(c => Show(r, c)).ToArray());

    public string ToMarkdown() => MarkdownTable.Render(this);

    public string ToCsv() => CsvTable.Render(this);

    public string ToHtml() => HtmlTable.Render(this);

    public string ToPlainText() => PlainTable.Render(this);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render() => new Dictionary<string, string>
    {
        ["text/html"] = ToHtml(),
        ["text/markdown"] = ToMarkdown(),
        ["text/plain"] = ToPlainText(),
    };

    private IEnumerable<string> LegendParts()
    {
        var measured = Rows.SelectMany(row => row).OfType<Cell.Measured>().ToList();
        if (measured.Exists(cell => cell.Values.Count > 1))
            yield return "measured: mean ± sample standard deviation (n seeds)";
        else if (measured.Count > 0)
            yield return "measured: one seed (n=1), so no spread";
        if (Sources.Count > 0)
            yield return "copied: " + string.Join(", ", Sources.Select((source, index) => $"[{index + 1}] {source}"));
        if (Rows.Any(row => row.Any(cell => cell is Cell.NotRun)))
            yield return $"{CellText.NotRun}: no run yet";
    }
}

/// <summary>What a column's numbers are.</summary>
public enum Unit
{
    /// <summary>No numbers.</summary>
    Text,

    /// <summary>0 to 100, shown with two decimals and, when measured, with spread and count.</summary>
    Percent,

    /// <summary>A difference of percentages, shown with its sign, as a mean.</summary>
    Points,

    /// <summary>A duration in seconds, shown as a mean in hours, minutes, seconds.</summary>
    Seconds,

    /// <summary>Anything else, shown with four significant digits, as a mean.</summary>
    Number,
}

/// <summary>A table's column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Unit">Of its numbers.</param>
public sealed record Column(string Title, Unit Unit = Unit.Text);

/// <summary>
/// One entry of a table. A number is measured here, copied from a source, or absent because nothing ran: there is no
/// fourth way to get a number into a table.
/// </summary>
public abstract record Cell
{
    private Cell()
    {
    }

    /// <summary>Words.</summary>
    public sealed record Text(string Value) : Cell;

    /// <summary>What runs of this program gave, one value per seed.</summary>
    public sealed record Measured : Cell
    {
        /// <exception cref="ArgumentException">There is no value, or one that is not finite.</exception>
        public Measured(params IReadOnlyList<double> values)
        {
            if (values.Count == 0 || !values.All(double.IsFinite))
                throw new ArgumentException("A measured cell needs at least one value, all finite.", nameof(values));
            Values = values;
        }

        public IReadOnlyList<double> Values { get; }
    }

    /// <summary>A number that someone else published.</summary>
    /// <param name="Value">In the column's unit.</param>
    /// <param name="Source">Where it stands, e.g. <c>HORKD, Table 1</c>.</param>
    public sealed record Copied(double Value, string Source) : Cell;

    /// <summary>Nothing ran.</summary>
    public sealed record NotRun : Cell;

    /// <summary>The values of the runs, or <see cref="NotRun"/> when there is none.</summary>
    public static Cell From(IReadOnlyList<double> values) => values.Count == 0 ? new NotRun() : new Measured(values);
}

/// <summary>How a cell reads.</summary>
internal static class CellText
{
    public const string NotRun = "not run";

    public static string Format(Cell cell, Unit unit, IReadOnlyList<string> sources) => cell switch
    {
        Cell.Text text => text.Value,
        Cell.Measured measured when unit == Unit.Percent => Spread(measured.Values),
        Cell.Measured measured => Number(Statistics.Mean(measured.Values), unit),
        Cell.Copied copied => $"{Number(copied.Value, unit)} [{sources.ToList().IndexOf(copied.Source) + 1}]",
        _ => NotRun,
    };

    private static string Spread(IReadOnlyList<double> values)
    {
        var mean = Number(Statistics.Mean(values), Unit.Percent);
        return values.Count == 1
            ? $"{mean} (n=1)"
            : $"{mean} ± {Number(Statistics.SampleStd(values), Unit.Percent)} (n={values.Count})";
    }

    private static string Number(double value, Unit unit) => unit switch
    {
        Unit.Percent => value.ToString("0.00", CultureInfo.InvariantCulture),
        Unit.Points => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
        Unit.Seconds => Duration.Text(value),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };
}
