using System.Globalization;
using System.Text;

namespace CrossRes.Results;

/// <summary>
/// A table as CSV (RFC 4180 quoting, LF) for programs: a column of numbers becomes value, standard deviation, count
/// and origin, unrounded. Title and captions lead as lines that begin with #.
/// </summary>
internal static class CsvTable
{
    public static string Render(ResultTable table)
    {
        var text = new StringBuilder();
        foreach (var line in table.Captions.Prepend(table.Title))
            text.Append($"# {line.ReplaceLineEndings(" ")}\n");
        AppendRow(text, table.Columns.SelectMany(Headings));
        foreach (var row in table.Rows)
            AppendRow(text, row.Zip(table.Columns).SelectMany(pair => Fields(pair.First, pair.Second.Unit)));
        return text.ToString();
    }

    private static string[] Headings(Column column) => column.Unit == Unit.Text
        ? [column.Title]
        : [column.Title, $"{column.Title}: std", $"{column.Title}: n", $"{column.Title}: origin"];

    private static string[] Fields(Cell cell, Unit unit) => cell switch
    {
        Cell.Text text when unit == Unit.Text => [text.Value],
        Cell.Text text => ["", "", "", text.Value],
        Cell.Measured { Values: var v } =>
            [Number(Statistics.Mean(v)), v.Count > 1 ? Number(Statistics.SampleStd(v)) : "", $"{v.Count}", "measured"],
        Cell.Copied copied => [Number(copied.Value), "", "", $"copied: {copied.Source}"],
        _ => ["", "", "", CellText.NotRun],
    };

    private static void AppendRow(StringBuilder text, IEnumerable<string> fields) =>
        text.Append(string.Join(',', fields.Select(Quote))).Append('\n');

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n#") ? $"\"{field.Replace("\"", "\"\"")}\"" : field;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
