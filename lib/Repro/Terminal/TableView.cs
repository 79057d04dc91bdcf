using CrossRes.Results;
using Spectre.Console;

namespace Repro.Terminal;

/// <summary>
/// Result tables in the terminal; plain text where the output is no terminal and has no width to keep to.
/// </summary>
public static class TableView
{
    public static void Write(IAnsiConsole console, ResultTable table)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Out.Writer.WriteLine(table.ToPlainText());
            return;
        }
        console.Write(Render(table));
        foreach (var line in table.Captions.Append(table.Legend))
            console.MarkupLineInterpolated($"[dim]{line}[/]");
        console.WriteLine();
    }

    /// <summary>
    /// The grid with its title; copied numbers are italic and missing ones dim, as the text says too.
    /// </summary>
    public static Table Render(ResultTable table)
    {
        var view = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(table.Title)) };
        foreach (var column in table.Columns)
            view.AddColumn(new TableColumn(Markup.Escape(column.Title))
            {
                Alignment = column.Unit == Unit.Text ? Justify.Left : Justify.Right,
            });
        for (var row = 0; row < table.Rows.Count; row++)
            view.AddRow([.. table.Rows[row].Select((cell, column) =>
                new Text(table.Show(row, column), StyleOf(cell)))]);
        return view;
    }

    private static Style StyleOf(Cell cell) => cell switch
    {
        Cell.Measured => new Style(decoration: Decoration.Bold),
        Cell.Copied => new Style(decoration: Decoration.Italic),
        Cell.NotRun => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
