using System.CommandLine;
using CrossRes.Papers;
using CrossRes.Training;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro run [TABLE|all]</c>: train every row, execute the notebook, write and print the table.</summary>
internal static class RunCommand
{
    private const string Everything = "all";

    /// <summary>What runs where nothing is named.</summary>
    private static IEnumerable<Experiment> Shown => Catalogue.All.Where(e => !e.ByNameOnly);

    internal static Command Create(Workspace workspace)
    {
        Argument<string?> table = new("table")
        {
            Description = $"{Everything}, or one of {string.Join(", ", Catalogue.All.Select(e => e.Key))}; without it {string.Join(", ", Shown.Select(e => e.Key))}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int> seeds = new("--seeds") { Description = "how many seeds, 1 to N", DefaultValueFactory = _ => 1, HelpName = "N" };
        var options = new RunOptions();
        Command command = new("run", "Reproduce a table or figure, or all: train what is not stored, execute the notebook, print the table") { table, seeds };
        options.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var count = arguments.GetValue(seeds);
            if (count < 1) throw new ArgumentException($"--seeds {count}: at least one seed is needed");
            foreach (var experiment in Chosen(arguments.GetValue(table), request))
                await Reproduce(workspace, experiment, request, count, cancel);
            return 0;
        });
        return command;
    }

    /// <exception cref="ArgumentException">No such table, or one folder of data for all of them.</exception>
    private static IEnumerable<Experiment> Chosen(string? key, RunRequest request) => key switch
    {
        null => Shown,
        Everything when request.Data is not null => throw new ArgumentException($"--data {request.Data}: the tables read different data sets; name one table"),
        Everything => Catalogue.All,
        _ => [Catalogue.Named(key)],
    };

    private static async Task Reproduce(
        Workspace workspace, Experiment experiment, RunRequest request, int seeds, CancellationToken cancel)
    {
        using var laboratory = request.Open(workspace, experiment);
        Work.Do(laboratory, experiment.Trainable.Where(r => request.Weights is not null || !r.NeedsWeights), [.. Enumerable.Range(1, seeds).Select(n => (long)n)], request.DryRun, cancel);
        if (request.DryRun) return;
        var outcome = new Outcome(laboratory);
        var folder = outcome.Write();
        var notebook = Path.Combine(folder, experiment.Notebook);
        var parameters = new Dictionary<string, string>(experiment.Parameters)
        {
            ["scale"] = request.Scale.Name, ["seeds"] = $"{seeds}", ["data"] = FullPath(request.Data), ["device"] = request.Device,
        };
        if (request.Scale.SkipAbsent) parameters["skipAbsent"] = "true";
        if (request.Weights is not null) parameters["weights"] = FullPath(request.Weights);
        await NotebookCommand.Execute(Path.Combine(workspace.Notebooks, experiment.Notebook), notebook, parameters, cancel);
        outcome.Show(AnsiConsole.Console);
        AnsiConsole.WriteLine($"Table, figure and executed notebook are in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
    }

    // a notebook runs in its own folder
    private static string FullPath(string? data) => data is null ? "" : Path.GetFullPath(data);
}
