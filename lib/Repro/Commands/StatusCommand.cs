using System.CommandLine;
using System.Globalization;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Repro.Slurm;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro status</c>: what has become of the runs that were asked for, here or in Slurm.</summary>
internal static class StatusCommand
{
    internal static Command Create(Workspace workspace)
    {
        Command command = new("status",
            "What waits, goes on, is done or failed, and why, of the runs that were asked for here or with --slurm");
        command.SetAction((_, _) =>
        {
            Show(AnsiConsole.Console, workspace.Plans);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Show(IAnsiConsole console, string root)
    {
        var plans = PlanFolder.All(root);
        if (plans.Count == 0) console.WriteLine("No runs were asked for here.");
        var queue = plans.Any(folder => folder.Plan.Tasks.Count > 0)
            ? SlurmTools.Queue() : new Dictionary<string, QueuedTask>();
        var asked = plans.Index().SelectMany(plan => plan.Item.Plan.Runs.Select(run => (run.Id, plan.Index)))
            .GroupBy(run => run.Id).ToDictionary(runs => runs.Key, runs => runs.Max(run => run.Index));
        foreach (var (index, folder) in plans.Index())
        {
            var statuses = RunStatus.Read(folder, queue, SlurmTools.Ended);
            // of a run that was asked for again, the last time counts
            var shown = folder.Plan.Runs.Zip(statuses).Where(run => asked[run.First.Id] == index).ToList();
            if (shown.Count > 0) TableView.Write(console, Table(folder.Plan, shown));
        }
    }

    private static ResultTable Table(StoredPlan plan, IReadOnlyList<(PlannedRun Run, RunStatus Status)> runs)
    {
        var counts = runs.CountBy(run => run.Status.Phase).OrderBy(count => count.Key)
            .Select(count => $"{count.Value} {Word(count.Key)}");
        var begun = plan.Begun.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(plan.Title, [$"{string.Join(", ", counts)}; asked for at {begun} on {plan.Host}"],
            [new("Run"), new("State"), new("What"), new("Where")],
            [
                .. runs.Select(run => (Cell[])
                [
                    new Cell.Text(run.Run.Label), new Cell.Text(Word(run.Status.Phase)),
                    new Cell.Text(run.Status.Text), new Cell.Text(run.Status.Place),
                ]),
            ]);
    }

    private static string Word(RunPhase phase) => phase.ToString().ToLowerInvariant();
}
