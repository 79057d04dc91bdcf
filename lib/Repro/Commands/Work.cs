using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Repro.Slurm;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>
/// Plans runs, shows the plan, and works it off: here, or several runs at once in processes of their own.
/// </summary>
internal static class Work
{
    /// <returns>Whether all that is wanted is trained now, and what there was to do, as it was foretold.</returns>
    internal static (bool IsTrained, IReadOnlyList<PlannedRun> Foretold) Do(Workspace workspace,
        Laboratory laboratory, IEnumerable<(Row Row, long Seed)> wanted, RunRequest request, CancellationToken cancel)
    {
        List<(Row Row, long Seed)> asked = [.. wanted];
        var plan = laboratory.Plan(asked);
        var missing = plan.Where(step => step.Stored is null).ToList();
        if (request.Slurm is { } slurm && missing.Count > 0)
        {
            Submit(workspace, laboratory, missing, request, slurm);
            return (false, []);
        }
        if (missing.Count > 0) laboratory.RequirePrecision(); // a table of stored runs needs nothing of the machine
        var costs = Costs(laboratory, plan);
        var runs = Runs(laboratory, missing, costs);
        var jobs = Schedule.IsChain(runs) ? 1 : Math.Min(runs.Count, request.Jobs ?? Machine.Jobs(laboratory.Device));
        if (request.DryRun)
        {
            TableView.Write(AnsiConsole.Console, Preview(laboratory, plan, costs, Estimate(runs, jobs), Seeds()));
            return (false, runs);
        }
        if (request.TensorBoard is { } events)
            foreach (var step in plan)
                if (step.Stored is { } run) TensorBoardProgress.Write(events, run with { Row = step.Row.Key });
        if (missing.Count == 0) return (true, []);
        RequireNoTasks(workspace, runs);
        var title = Title(laboratory);
        AnsiConsole.WriteLine(
            $"{title}: {missing.Count} runs to train, about "
                + $"{Time(Schedule.Length(runs, jobs))}{(jobs > 1 ? $", {jobs} at once" : "")}");
        RunTerminal.Watch(AnsiConsole.Console, runs, jobs, shown =>
        {
            laboratory.RequirePlaces(shown.Note); // once for all processes
            var folder = PlanFolder.Create(workspace.Plans, StoredPlan.Here(title, runs));
            IPlanProgress progress = new RecordedProgress(shown, folder);
            if (request.TensorBoard is { } curves) progress = new TensorBoardProgress(progress, curves);
            if (jobs == 1) Here(progress);
            else SideBySide(progress);
        });
        return (true, []);

        string Seeds() => laboratory.Experiment.SeedCounts(asked.CountBy(run => run.Row).Select(n => (n.Key, n.Value)),
            laboratory.Scale, are: "asked for");

        void Here(IPlanProgress progress)
        {
            var lane = progress.Lane();
            foreach (var step in missing)
                try
                {
                    laboratory.Run(step, lane, cancel);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    progress.GiveUp(step.Label, Failures.Reason(e));
                    throw;
                }
        }

        void SideBySide(IPlanProgress progress) =>
            new Crew(runs, jobs, Worker(laboratory.Experiment, request), progress, () => AvailableMemory.Bytes())
                .Work(cancel);
    }

    /// <summary>Says how long several tables take together; what they share is trained once.</summary>
    /// <param name="plans">Of each table, its runs, whose labels are its own.</param>
    internal static void TellTotal(IAnsiConsole console, IEnumerable<IReadOnlyList<PlannedRun>> plans, int? jobs)
    {
        var runs = plans.SelectMany(ById).DistinctBy(run => run.Label).ToList();
        var count = jobs ?? Machine.Jobs(TorchSharp.torch.CPU);
        console.WriteLine($"All together: {runs.Count} runs, {Time(runs.Sum(run => run.Cost))} of one core, "
            + $"about {Time(Schedule.Length(runs, count))} with {count} at once");

        static IEnumerable<PlannedRun> ById(IReadOnlyList<PlannedRun> plan)
        {
            var ids = plan.ToDictionary(run => run.Label, run => run.Id);
            return plan.Select(run => run with { Label = run.Id, After = [.. run.After.Select(stage => ids[stage])] });
        }
    }

    /// <summary>Gives what is missing to Slurm, or shows what would be given.</summary>
    private static void Submit(Workspace workspace, Laboratory laboratory, IReadOnlyList<PlannedStep> missing,
        RunRequest request, SlurmRequest slurm)
    {
        var runs = Runs(laboratory, missing, missing.ToDictionary(step => step, _ => 1.0));
        var submission = new Submission(workspace.Plans, laboratory.Experiment.Key, Title(laboratory), slurm,
            request.Device == "cuda");
        if (request.DryRun)
        {
            foreach (var script in submission.Show(runs, Program)) Console.WriteLine(script);
            return;
        }
        laboratory.RequirePlaces(AnsiConsole.WriteLine);
        var sent = submission.Send(runs, Program);
        var known = runs.Count - sent.Runs.Count;
        Console.WriteLine($"{Title(laboratory)}: {sent.Runs.Count} runs submitted"
            + (known > 0 ? $", {known} are in the queue already" : "")
            + ". ./repro status shows how they go; the same command without --slurm makes the table of what is done");

        string[] Program(string folder) => [.. Command(folder, laboratory.Experiment,
            request with { Data = Full(request.Data), Weights = Full(request.Weights) })];
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    /// <exception cref="ArgumentException">Slurm has one of the runs: it would be trained twice.</exception>
    private static void RequireNoTasks(Workspace workspace, IReadOnlyList<PlannedRun> runs)
    {
        var live = Submission.Live(workspace.Plans);
        if (runs.FirstOrDefault(run => live.ContainsKey(run.Id)) is not { } queued) return;
        throw new ArgumentException($"{queued.Label} is Slurm's, as task {live[queued.Id]}: ./repro status shows it. "
            + "Wait for it, or end it with scancel");
    }

    private static string Title(Laboratory laboratory) => $"{laboratory.Experiment.Title}, {laboratory.Scale.Name}"
        + (laboratory.Scale.Precision is { } precision ? $", {precision}" : "");

    /// <summary>Each step with what it costs and waits for.</summary>
    private static IReadOnlyList<PlannedRun> Runs(Laboratory laboratory, IReadOnlyList<PlannedStep> missing,
        Dictionary<PlannedStep, double> costs)
    {
        var there = missing.Select(step => (step.Row, step.Seed)).ToHashSet();
        return
        [
            .. missing.Select(step => new PlannedRun(step.Label, costs[step])
            {
                Row = step.Row.Key,
                Seed = step.Seed,
                Id = laboratory.RunId(step.Row, step.Seed),
                After = [.. laboratory.Stages(step.Row, step.Seed).SkipLast(1).Where(there.Contains).Select(stage =>
                    new PlannedStep(stage.Row, stage.Seed, null).Label)],
            }),
        ];
    }

    /// <summary>This program again, to train what it is told.</summary>
    private static ProcessStartInfo Worker(Experiment experiment, RunRequest request)
    {
        var command = Command(AppContext.BaseDirectory, experiment, request);
        return new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
    }

    /// <param name="folder">Of the program, or of a copy.</param>
    private static IReadOnlyList<string> Command(string folder, Experiment experiment, RunRequest request)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath! : "dotnet";
        return [host, Path.Combine(folder, "repro.dll"), WorkerCommand.Name, WorkerCommand.Table, experiment.Key,
            .. request.Options];
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
        Dictionary<PlannedStep, double> costs, string estimate, string seeds)
    {
        var title = $"{laboratory.Experiment.Title}: the plan at {laboratory.Scale.Setting}";
        Column[] columns = [new("Run"), new("Role"), new("Input"), new("Epochs"), new("State"), new("Estimate")];
        return new ResultTable(title,
            [
                $"{estimate}, on {laboratory.Device}, foretold from two timed steps of each network",
                $"Seeds of a row: {seeds}; the table says how many of the plan's it shows",
            ], columns,
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
