using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro plan TABLE --detect POINTS</c>: how many seeds a difference takes, and how long.</summary>
internal static class PlanCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string> table = new("table") { Description = "a table or figure that ./repro rows lists" };
        Option<double> detect = new("--detect")
        {
            Description = "the difference that is to be shown, in points of the score, such as 1.0", Required = true,
            HelpName = "POINTS",
        };
        Option<string> scale = new("--scale")
        {
            Description = "of the stored runs", DefaultValueFactory = _ => Scale.Laptop.Name,
            HelpName = Scale.Names,
        };
        Command command = new("plan",
            "How many seeds a table takes to show a difference with 80 % power, and how long they train, from the "
                + "spread and the seconds of its stored runs. For example ./repro plan table1 --detect 1.0; how long "
                + "one training takes says --dry-run of run and train")
        {
            table, detect, scale,
        };
        command.SetAction(arguments =>
        {
            var points = arguments.GetValue(detect);
            if (!(points > 0 && double.IsFinite(points)))
                throw new ArgumentException($"--detect {points}: a difference above 0 points");
            var (experiment, at) = (Catalogue.Named(arguments.GetValue(table)!),
                Scale.Named(arguments.GetValue(scale)!));
            var stored = StoredRuns.Largest(experiment, at, new RunStore(workspace.Results).List());
            if (stored.Count == 0)
                throw new ArgumentException(
                    $"no runs of {experiment.Key} at {at.Name} scale are stored, so their spread is not known; "
                        + $"./repro run {experiment.Key} --seeds 2 trains them");
            foreach (var runs in stored)
                TableView.Write(AnsiConsole.Console, SeedPlan.Create(experiment, runs, points));
            return 0;
        });
        return command;
    }
}
