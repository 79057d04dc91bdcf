using System.CommandLine;
using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Tuning;
using CrossRes.Results;
using CrossRes.Training;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>
/// What is settled before anything is measured, on images held out of the training part: <c>repro calibrate</c> and
/// <c>repro tune TABLE</c>.
/// </summary>
internal static class BeforehandCommands
{
    internal static Command Calibrate(Workspace workspace)
    {
        var options = new RunOptions();
        Command command = new("calibrate",
            "Check that a scale can show what distillation does: a teacher ahead of its students, and students that "
                + "learned enough; seen on held-out training images. Fails where it cannot");
        options.AddTo(command);
        command.SetAction((arguments, cancel) =>
        {
            var request = options.Read(arguments);
            if (Settle(workspace, Calibration.Experiment, request, cancel) is not { } runs) return Task.FromResult(0);
            return Task.FromResult(Calibration.Requirements(runs).All(r => r.IsMet) ? 0 : Failures.Failed);
        });
        return command;
    }

    internal static Command Tune(Workspace workspace)
    {
        Argument<string> table = new("table")
        {
            Description = string.Join(", ", WeightTrials.All.Select(t => t.Table)),
        };
        var options = new RunOptions(usual: Scale.Desktop);
        Command command = new("tune",
            $"Try each method of a table at its published weight × {string.Join(", ", WeightTrials.Factors)} on "
                + "held-out training images, and choose; what desktop scale chooses on real images becomes rows of "
                + "the table") { table };
        options.AddTo(command);
        command.SetAction((arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var trials = WeightTrials.For(arguments.GetValue(table)!);
            if (Settle(workspace, trials.Experiment, request, cancel) is { } runs && trials.Choose(runs) is { } choice)
                Keep(workspace, trials, choice, runs[0]);
            return Task.FromResult(0);
        });
        return command;
    }

    /// <summary>Trains what is not stored, writes and shows the page.</summary>
    /// <returns>The runs; null where only the plan was asked for.</returns>
    private static IReadOnlyList<RunRecord>? Settle(Workspace workspace, Experiment experiment, RunRequest request,
        CancellationToken cancel)
    {
        using var laboratory = request.Open(workspace, experiment);
        var runs = experiment.Planned(experiment.Trainable, laboratory.Scale);
        var (isTrained, foretold) = Work.Do(workspace, laboratory, runs, request, cancel);
        if (request is { DryRun: true, Slurm: null })
            Work.TellTotal(AnsiConsole.Console, [foretold], request.Jobs);
        if (!isTrained) return null;
        var outcome = new Outcome(laboratory);
        var folder = outcome.Write();
        outcome.Show(AnsiConsole.Console);
        AnsiConsole.WriteLine($"Table and figure are in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
        return laboratory.Runs();
    }

    /// <summary>Makes a choice part of the code, so that rows follow from it and a commit names it.</summary>
    private static void Keep(Workspace workspace, WeightTrials trials, WeightChoice choice, RunRecord run)
    {
        var path = WeightChoice.FileOf(trials.Table);
        if (run.Scale != Scale.Desktop.Name || run.Data.Origin != RunData.Real
            || run.Precision() != MixedPrecision.Float32)
        {
            AnsiConsole.WriteLine(
                $"{trials.Table} does not take this choice: only that of {Scale.Desktop.Name} scale on real images, in "
                    + MixedPrecision.Float32);
            return;
        }
        AtomicFile.Write(Path.Combine(workspace.Root, path), choice.ToJson());
        AnsiConsole.WriteLine($"{path} holds the choice. Commit it: its rows are then part of {trials.Table}");
    }
}
