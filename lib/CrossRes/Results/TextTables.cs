using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrossRes.Results;

/// <summary>A table in GitHub's Markdown; copied numbers are italic.</summary>
internal static partial class MarkdownTable
{
    public static string Render(ResultTable table)
    {
        var text = new StringBuilder($"**{Escape(table.Title)}**\n\n");
        foreach (var caption in table.Captions)
            text.Append($"{Escape(caption)}  \n");
        text.Append('\n');
        AppendRow(text, table.Columns.Select(c => Escape(c.Title)));
        AppendRow(text, table.Columns.Select(c => c.Unit == Unit.Text ? "---" : "---:"));
        for (var row = 0; row < table.Rows.Count; row++)
            AppendRow(text, table.Rows[row].Select((cell, column) => Styled(cell, Escape(table.Show(row, column)))));
        return text.Append($"\n{Escape(table.Legend)}\n").ToString();
    }

    private static string Styled(Cell cell, string text) => cell is Cell.Copied ? $"*{text}*" : text;

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Escape(string text) =>
        Special().Replace(text.ReplaceLineEndings(" "), @"\$0");

    [GeneratedRegex(@"[\\|*_`<>\[\]~$&]")]
    private static partial Regex Special();
}

/// <summary>A table in letters, for logs and consoles without a width.</summary>
internal static class PlainTable
{
    public static string Render(ResultTable table)
    {
        List<string[]> lines = [[.. table.Columns.Select(c => c.Title)], .. table.Shown()];
        foreach (var line in lines)
            for (var column = 0; column < line.Length; column++)
                line[column] = line[column].ReplaceLineEndings(" ");
        int[] widths = [.. table.Columns.Select((_, column) => lines.Max(line => line[column].Length))];
        var text = new StringBuilder(table.Title).Append('\n');
        foreach (var caption in table.Captions)
            text.Append(caption).Append('\n');
        for (var index = 0; index < lines.Count; index++)
        {
            text.Append(Line(lines[index], table.Columns, widths)).Append('\n');
            if (index == 0)
                text.Append(string.Join("  ", widths.Select(width => new string('-', width)))).Append('\n');
        }
        return text.Append(table.Legend).Append('\n').ToString();
    }

    private static string Line(string[] cells, IReadOnlyList<Column> columns, int[] widths) =>
        string.Join("  ", cells.Select((cell, c) =>
            columns[c].Unit == Unit.Text ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd();
}

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
