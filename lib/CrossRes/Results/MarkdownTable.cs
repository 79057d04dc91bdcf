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
