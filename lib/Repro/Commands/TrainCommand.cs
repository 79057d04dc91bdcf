using System.Globalization;
using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro train ROW --seed S</c>: one run, the unit of everything.</summary>
internal static class TrainCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string> row = new(
            "row") { Description =
                "a row, such as alone-16-r or our-16-r of Table 1; ./repro rows lists tables, ./repro rows TABLE its "
                    + "rows" };
        Option<long> seed = new("--seed") { Description = "of every random stream", DefaultValueFactory = _ =>
            1, HelpName = "S" };
        Option<string?> table = new(
            "--table") { Description = "the table that the row is in; the first with such a row without it",
            HelpName = "TABLE" };
        var options = new RunOptions();
        Command command = new("train",
            "Train one row with one seed, its stages first where they are missing. For example ./repro train our-16-r "
                + "--seed 2, on real images with --data DIR; ./repro rows table1 lists the rows of Table 1")
        {
            row, seed, table,
        };
        options.AddTo(command);
        command.SetAction((arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var key = arguments.GetValue(row)!;
            var experiment = arguments.GetValue(table) is { } name
                ? Catalogue.Find(name) ?? Catalogue.Named(name) : Catalogue.With(key);
            var wanted = experiment[key];
            using var laboratory = request.Open(workspace, experiment);
            TableView.Write(AnsiConsole.Console, Hyperparameter.Table($"{wanted.Label}: the recipe",
                experiment.Hyperparameters, wanted.Recipe!(request.Scale)));
            if (!Work.Do(workspace, laboratory, [(wanted, arguments.GetValue(seed))], request, cancel).IsTrained)
                return Task.FromResult(0);
            var record = laboratory.Stored(wanted, arguments.GetValue(seed))!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{wanted.Label}, seed {record.Seed}: {record.Result.Score} {record.Result.Last:F2} % after the last "
                + $"epoch, best {record.Result.Best:F2} % (epoch {record.Result.BestEpoch})"));
            return Task.FromResult(0);
        });
        return command;
    }
}
