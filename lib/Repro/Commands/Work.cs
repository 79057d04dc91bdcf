using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>Plans runs, shows the plan, and works it off.</summary>
internal static class Work
{
    internal static void Do(
        Laboratory laboratory, IEnumerable<Row> rows, IReadOnlyList<long> seeds, bool dryRun, CancellationToken cancel)
    {
        var plan = laboratory.Plan(rows, seeds);
        var costs = Costs(laboratory, plan);
        if (dryRun)
        {
            TableView.Write(AnsiConsole.Console, Preview(laboratory, plan, costs));
            return;
        }
        var missing = plan.Where(step => step.Stored is null).ToList();
        if (missing.Count == 0) return;
        AnsiConsole.WriteLine(
            $"{laboratory.Experiment.Title}, {laboratory.Scale.Name}: {missing.Count} runs to train, about "
                + $"{Time(missing.Sum(s => costs[s]))}");
        RunTerminal.Watch(AnsiConsole.Console, [.. missing.Select(s => new PlannedRun(s.Label, costs[s]))],
            progress => missing.ForEach(step => laboratory.Run(step, progress, cancel)));
    }

    /// <summary>Expected seconds of each step; equal recipes are timed once.</summary>
    private static Dictionary<PlannedStep, double> Costs(Laboratory laboratory, IReadOnlyList<PlannedStep> plan)
    {
        var seconds = new Dictionary<string, double>();
        return plan.ToDictionary(step => step, step =>
        {
            if (step.Stored is not null) return 0;
            var recipe = step.Row.Recipe!(laboratory.Scale);
            var data = laboratory.Data.Load(recipe.Images, step.Seed);
            if (!seconds.TryGetValue(recipe.Digest, out var whole))
                seconds[recipe.Digest] = whole = CostProbe.Seconds(recipe, data.Train.Count, data.TestCount,
                    laboratory.Device);
            return whole * (recipe.Epochs - laboratory.EpochsDone(step.Row, step.Seed)) / Math.Max(1, recipe.Epochs);
        });
    }

    private static ResultTable Preview(
        Laboratory laboratory, IReadOnlyList<PlannedStep> plan, Dictionary<PlannedStep, double> costs)
    {
        var title = $"{laboratory.Experiment.Title}: the plan at {laboratory.Scale.Name} scale";
        Column[] columns = [new("Run"), new("Role"), new("Input"), new("Epochs"), new("State"), new("Estimate")];
        return new ResultTable(title,
            [$"{Time(costs.Values.Sum())} in all on {laboratory.Device}, foretold from two timed steps of each "
                + "network"], columns,
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
