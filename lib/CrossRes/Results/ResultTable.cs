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
    public string Show(int row, int column) => CellText.Of(Rows[row][column], Columns[column].Unit, Sources);

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
