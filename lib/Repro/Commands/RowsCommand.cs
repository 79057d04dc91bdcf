using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro rows [TABLE]</c>: the tables and figures, or what can be trained in one.</summary>
internal static class RowsCommand
{
    internal static Command Create()
    {
        Argument<string?> table = new("table")
        {
            Description = "a table or figure; without it all are listed", Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("rows",
            "List the tables and figures, or the rows of one, as run and train call them") { table };
        command.SetAction(arguments =>
        {
            TableView.Write(AnsiConsole.Console, arguments.GetValue(table) is { } key ? Rows(key) : Tables());
            return 0;
        });
        return command;
    }

    private static ResultTable Tables() => Listed("Tables and figures", ["Name", "Title", "Rows to train"],
        Catalogue.All.Select(e => new[] { e.Key, e.Title, $"{e.Trainable.Count()}" }),
        "./repro rows NAME lists the rows of one; ./repro run NAME trains them all");

    private static ResultTable Rows(string key)
    {
        var experiment = Catalogue.Named(key);
        return Listed(experiment.Title, ["Row", "What it is", "Seeds planned"],
            experiment.Trainable.Select(r => new[] { r.Key, r.Label, Seeds(r) }),
            $"./repro train ROW --table {key} trains one; ./repro run {key} --rows PATTERN those that fit, '*' "
                + "standing for anything");
    }

    /// <summary>One number where every scale plans as many.</summary>
    private static string Seeds(Row row)
    {
        var planned = Scale.All.GroupBy(row.Seeds, scale => scale.Name).ToList();
        return planned is [var all] ? $"{all.Key}" : string.Join("; ", planned.Select(n =>
            $"{n.Key} at {string.Join(", ", n)}"));
    }

    private static ResultTable Listed(string title, string[] columns, IEnumerable<string[]> rows, string caption) =>
        new(title, [caption], [.. columns.Select(c => new Column(c))],
            [.. rows.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => new Cell.Text(c))])]);
}
