using System.Text;

namespace CrossRes.Results;

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
