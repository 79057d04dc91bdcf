using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>
/// Plans runs, shows the plan, and works it off: here, or several runs at once in processes of their own.
/// </summary>
internal static class Work
{
    internal static void Do(Laboratory laboratory, IEnumerable<Row> rows, IReadOnlyList<long> seeds,
        RunRequest request, CancellationToken cancel)
    {
        var plan = laboratory.Plan(rows, seeds);
        var costs = Costs(laboratory, plan);
        var missing = plan.Where(step => step.Stored is null).ToList();
        var runs = Runs(laboratory, missing, costs);
        var jobs = Schedule.IsChain(runs) ? 1 : Math.Min(runs.Count, request.Jobs ?? Machine.Jobs(laboratory.Device));
        if (request.DryRun)
        {
            TableView.Write(AnsiConsole.Console, Preview(laboratory, plan, costs, Estimate(runs, jobs)));
            return;
        }
        if (request.TensorBoard is { } events)
            foreach (var step in plan)
                if (step.Stored is { } run) TensorBoardProgress.Write(events, run with { Row = step.Row.Key });
        if (missing.Count == 0) return;
        AnsiConsole.WriteLine(
            $"{laboratory.Experiment.Title}, {laboratory.Scale.Name}: {missing.Count} runs to train, about "
                + $"{Time(Schedule.Length(runs, jobs))}{(jobs > 1 ? $", {jobs} at once" : "")}");
        RunTerminal.Watch(AnsiConsole.Console, runs, jobs, shown =>
        {
            var progress = request.TensorBoard is { } folder ? new TensorBoardProgress(shown, folder) : shown;
            if (jobs == 1) Here(progress.Lane());
            else SideBySide(progress);
        });

        void Here(IRunProgress progress) => missing.ForEach(step => laboratory.Run(step, progress, cancel));

        void SideBySide(IPlanProgress progress)
        {
            laboratory.RequirePlaces(progress.Note); // once for all processes
            new Crew(runs, jobs, Program(laboratory.Experiment, request), progress, () => AvailableMemory.Bytes())
                .Work(cancel);
        }
    }

    /// <summary>Each step with what it costs and waits for.</summary>
    private static IReadOnlyList<PlannedRun> Runs(Laboratory laboratory, IReadOnlyList<PlannedStep> missing,
        Dictionary<PlannedStep, double> costs)
    {
        var stages = missing.Select(step => step.Row).DistinctBy(row => row.Key).ToDictionary(
            row => row.Key, row => laboratory.Stages(row).SkipLast(1).Select(stage => stage.Key).ToList());
        return
        [
            .. missing.Select(step => new PlannedRun(step.Label, costs[step])
            {
                Row = step.Row.Key,
                Seed = step.Seed,
                After = [.. missing.Where(other => other.Seed == step.Seed
                    && stages[step.Row.Key].Contains(other.Row.Key)).Select(other => other.Label)],
            }),
        ];
    }

    /// <summary>This program again, to train what it is told.</summary>
    private static ProcessStartInfo Program(Experiment experiment, RunRequest request)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath! : "dotnet";
        return new(host, [Path.Combine(AppContext.BaseDirectory, "repro.dll"), WorkerCommand.Name, WorkerCommand.Table,
            experiment.Key, .. request.Options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
    }

    /// <summary>Expected seconds of each step.</summary>
    private static Dictionary<PlannedStep, double> Costs(Laboratory laboratory, IReadOnlyList<PlannedStep> plan)
    {
        var probe = new CostProbe(laboratory.Device);
        return plan.ToDictionary(step => step, step =>
        {
            if (step.Stored is not null) return 0;
            var recipe = step.Row.Recipe!(laboratory.Scale);
            var data = laboratory.Data.Load(recipe.Images, step.Seed);
            return probe.Seconds(recipe, data.Train.Count, data.TestCount)
                * (recipe.Epochs - laboratory.EpochsDone(step.Row, step.Seed)) / Math.Max(1, recipe.Epochs);
        });
    }

    private static string Estimate(IReadOnlyList<PlannedRun> runs, int jobs)
    {
        var sum = Time(runs.Sum(run => run.Cost));
        return jobs == 1 ? sum : $"{Time(Schedule.Length(runs, jobs))} with {jobs} at once, {sum} one after the other";
    }

    private static ResultTable Preview(Laboratory laboratory, IReadOnlyList<PlannedStep> plan,
        Dictionary<PlannedStep, double> costs, string estimate)
    {
        var title = $"{laboratory.Experiment.Title}: the plan at {laboratory.Scale.Name} scale";
        Column[] columns = [new("Run"), new("Role"), new("Input"), new("Epochs"), new("State"), new("Estimate")];
        return new ResultTable(title,
            [$"{estimate}, on {laboratory.Device}, foretold from two timed steps of each network"], columns,
        [
            .. plan.Select(step => (Cell[])
            [
                new Cell.Text(step.Label), new Cell.Text(step.Row.Role.Text()), new Cell.Text(step.Row.Input),
                new Cell.Text($"{step.Row.Recipe!(laboratory.Scale).Epochs}"), new Cell.Text(State(laboratory, step)),
                new Cell.Text(step.Stored is null ? Time(costs[step]) : "–"),
            ]),
        ]);
    }

    private static string State(Laboratory laboratory, PlannedStep step) =>
        step.Stored is not null ? "stored"
        : laboratory.EpochsDone(step.Row, step.Seed) is > 0 and var done ? $"goes on after epoch {done}"
        : "to train";

    private static string Time(double seconds) => Duration.Text(seconds);
}
