using CrossRes.Results;
using Repro.Terminal;
using Xunit;

namespace Repro.Tests.Terminal;

public class TableViewTests
{
    private static readonly ResultTable Table = new("T [bold]1[/]", ["Data: [x]"],
        [new Column("Model [m]"), new Column("Top-1", Unit.Percent)],
        [
            [new Cell.Text("A [red]"), new Cell.Measured(50, 52)],
            [new Cell.Text("B"), new Cell.Copied(74.65, "P")],
            [new Cell.Text("C"), new Cell.NotRun()],
        ]);

    private static string Write(bool terminal)
    {
        var output = new StringWriter();
        TableView.Write(Sample.Console(output, terminal), Table);
        return System.Text.RegularExpressions.Regex.Replace(output.ToString(), "\u001b\\[[0-9;]*m", "");
    }

    [Fact]
    public void A_terminal_gets_a_grid_with_its_markup_shown_as_text()
    {
        var text = Write(terminal: true);
        string[] lines = ["T [bold]1[/]", "Model [m]", "A [red]", "51.00 ± 1.41 (n=2)", "74.65 [1]", "not run", "Data: [x]", Table.Legend];
        Assert.All(lines, line => Assert.Contains(line, text));
    }

    [Fact]
    public void A_log_gets_the_plain_table() => Assert.Equal(Table.ToPlainText() + "\n", Write(terminal: false));
}
