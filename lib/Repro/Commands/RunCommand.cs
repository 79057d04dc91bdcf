using System.CommandLine;
using CrossRes.Papers;
using CrossRes.Training;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro run [TABLE]</c>: train every row, execute the notebook, write and print the table.</summary>
internal static class RunCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string?> table = new("table")
        {
            Description = $"one of {string.Join(", ", Catalogue.All.Select(e => e.Key))}; all without it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int> seeds = new("--seeds") { Description = "how many seeds, 1 to N", DefaultValueFactory = _ => 1, HelpName = "N" };
        var options = new RunOptions();
        Command command = new("run", "Reproduce everything, or one table: train what is not stored, execute the notebook, print the table") { table, seeds };
        options.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var count = arguments.GetValue(seeds);
            if (count < 1) throw new ArgumentException($"--seeds {count}: at least one seed is needed");
            var key = arguments.GetValue(table);
            foreach (var experiment in key is null ? Catalogue.All : [Catalogue.Named(key)])
                await Reproduce(workspace, experiment, request, count, cancel);
            return 0;
        });
        return command;
    }

    private static async Task Reproduce(
        Workspace workspace, Experiment experiment, RunRequest request, int seeds, CancellationToken cancel)
    {
        var folder = workspace.Data(request.Data, request.Synthetic);
        using var data = new DataSets(folder);
        var laboratory = new Laboratory(experiment, request.Scale, data, workspace.Store, workspace.Runs, request.Device) { Fresh = request.Fresh };
        long[] numbers = [.. Enumerable.Range(1, seeds).Select(n => (long)n)];
        Work.Do(laboratory, experiment.Trainable, numbers, data, request, cancel);
        if (request.DryRun) return;
        var written = Outcome.Write(laboratory, workspace);
        var notebook = await NotebookCommand.Execute(workspace, experiment.Notebook, new()
        {
            ["scale"] = request.Scale.Name, ["seeds"] = $"{seeds}", ["data"] = folder, ["device"] = request.Device.ToString(),
        }, Path.Combine(written, experiment.Notebook), cancel);
        Outcome.Show(laboratory, AnsiConsole.Console);
        AnsiConsole.WriteLine($"table and figure: {Path.GetRelativePath(Environment.CurrentDirectory, written)}; executed notebook: {Path.GetRelativePath(Environment.CurrentDirectory, notebook)}");
    }
}
