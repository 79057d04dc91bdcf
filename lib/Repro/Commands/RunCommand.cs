using System.CommandLine;
using System.IO.Enumeration;
using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro run [TABLE|all]</c>: train every row, execute the notebook, write and print the table.</summary>
internal static class RunCommand
{
    private const string Everything = "all";

    internal static Command Create(Workspace workspace)
    {
        Argument<string?> table = new("table")
        {
            Description = $"{Everything}, or a table or figure that ./repro rows lists; without it "
                + $"{string.Join(", ", Catalogue.Usual.Select(e => e.Key))}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int?> seeds = new("--seeds")
        {
            Description = "how many seeds of each row, 1 to N; without it as many as the scale plans, which is 1 but "
                + "at desktop scale. Under the table stand both numbers",
            HelpName = "N",
        };
        Option<string[]> rows = new("--rows")
        {
            Description = "only the rows whose names fit, * standing for anything, as in '*-vgg13-vgg8'; the notebook "
                + "is then not executed",
            AllowMultipleArgumentsPerToken = true,
            HelpName = "PATTERN…",
        };
        var options = new RunOptions();
        Command command = new("run",
            "Reproduce a table or figure, or all: train what is not stored, execute the notebook, print the table. For "
                + "example ./repro run table1 --seeds 3 --data DIR, or with --dry-run only its plan; ./repro rows "
                + "lists the tables") { table, seeds, rows };
        options.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var count = arguments.GetValue(seeds);
            if (count < 1) throw new ArgumentException($"--seeds {count}: at least one seed is needed");
            List<IReadOnlyList<PlannedRun>> foretold = [];
            var patterns = arguments.GetValue(rows) ?? [];
            TellStale(workspace, request.Scale);
            var unfinished = false;
            foreach (var experiment in Chosen(arguments.GetValue(table), request))
            {
                using var laboratory = request.Open(workspace, experiment);
                bool isTrained;
                try
                {
                    var rows = Wanted(experiment, patterns, request.Weights is not null);
                    var runs = experiment.Planned(rows, laboratory.Scale, count, byName: patterns is not []);
                    (isTrained, var these) = Work.Do(workspace, laboratory, runs, request, cancel);
                    foretold.Add(these);
                }
                catch (UnfinishedException e)
                {
                    unfinished = true; // the next table may well come out
                    Failures.Tell(e);
                    continue;
                }
                if (isTrained) await Report(workspace, laboratory, request, count, patterns is [], cancel);
            }
            if (request is { DryRun: true, Slurm: null })
                Work.TellTotal(AnsiConsole.Console, foretold, request.Jobs);
            return unfinished ? Failures.Failed : 0;
        });
        return command;
    }

    /// <summary>Says which stored tables a changed scale or recipe has left behind.</summary>
    private static void TellStale(Workspace workspace, Scale scale)
    {
        var stale = StoredTables.Stale(scale, new RunStore(workspace.Results));
        if (stale.Count == 0) return;
        var tables = string.Join(", ", stale.Select(s => $"{s.Table} ({s.Stale} of {s.All} runs)"));
        AnsiConsole.WriteLine(
            $"Recipes at {scale.Name} scale have changed since these tables were stored: {tables}. Run them again to "
                + "renew them.");
    }

    /// <exception cref="ArgumentException">A pattern fits no row that can be trained as asked.</exception>
    private static IEnumerable<Row> Wanted(Experiment experiment, string[] patterns, bool weights)
    {
        var rows = experiment.Trainable.Where(r => weights || !r.NeedsWeights).ToList();
        foreach (var pattern in patterns.Where(p => !rows.Any(r => Fits(r, p))))
        {
            throw new ArgumentException(experiment.Trainable.Any(r => Fits(r, pattern))
                ? $"--rows {pattern}: these rows of {experiment.Key} test a network that is given; add --weights FILE"
                : $"--rows {pattern}: {experiment.Key} has no such row; "
                    + $"{Spelling.Hint(pattern.Trim('*'), experiment.Trainable.Select(r => r.Key))}./repro rows "
                    + $"{experiment.Key} lists them");
        }
        return patterns is [] ? rows : rows.Where(r => patterns.Any(p => Fits(r, p)));
    }

    private static bool Fits(Row row, string pattern) => FileSystemName.MatchesSimpleExpression(pattern, row.Key);

    /// <exception cref="ArgumentException">No such table, or one folder of data for all of them.</exception>
    private static IEnumerable<Experiment> Chosen(string? key, RunRequest request) => key switch
    {
        null => Catalogue.Usual,
        Everything when request.Data is not null =>
            throw new ArgumentException($"--data {request.Data}: the tables read different data sets; name one table"),
        Everything => Catalogue.All,
        _ => [Catalogue.Named(key)],
    };

    /// <summary>Writes and prints the table, and executes its notebook where all of it is wanted.</summary>
    private static async Task Report(
        Workspace workspace, Laboratory laboratory, RunRequest request, int? seeds, bool execute,
        CancellationToken cancel)
    {
        var outcome = new Outcome(laboratory);
        var folder = outcome.Write();
        if (execute) await Execute(workspace, laboratory.Experiment, request, seeds, folder, cancel);
        outcome.Show(AnsiConsole.Console);
        AnsiConsole.WriteLine(
            $"Table{(execute ? ", figure and executed notebook" : " and figure")} are in "
                + $"{Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
        if (Next(laboratory.Experiment, request, seeds) is { } next) AnsiConsole.WriteLine($"Next: {next}");
    }

    /// <summary>What a first table leaves open; null where it has more than one seed on data that were given.</summary>
    private static string? Next(Experiment experiment, RunRequest request, int? seeds) =>
        request.Data is null ? $"on real images, --data DIR (data-scripts/README.md); what those gave is in "
            + $"results/index.html, for a browser. After ./repro kernel install, notebooks/{experiment.Notebook} runs "
            + "cell by cell in Jupyter and VS Code"
        : seeds is null or 1 ? "more seeds, such as --seeds 3, for intervals"
        : null;

    private static Task Execute(
        Workspace workspace, Experiment experiment, RunRequest request, int? seeds, string folder,
        CancellationToken cancel)
    {
        var parameters = new Dictionary<string, string>(experiment.Parameters)
        {
            ["scale"] = request.Scale.Name, ["seeds"] = $"{seeds ?? 0}", ["data"] = FullPath(request.Data),
            ["device"] = request.Device,
        };
        if (request.Scale.Precision is { } precision) parameters["precision"] = precision;
        if (request.Scale.SkipAbsent) parameters["skipAbsent"] = "true";
        if (request.Weights is not null) parameters["weights"] = FullPath(request.Weights);
        return NotebookCommand.Execute(Path.Combine(workspace.Notebooks, experiment.Notebook),
            Path.Combine(folder, experiment.Notebook), parameters, cancel);
    }

    // a notebook runs in its own folder
    private static string FullPath(string? data) => data is null ? "" : Path.GetFullPath(data);
}
