using System.CommandLine;
using CrossRes.Training;
using CSharpKernel.Notebooks;
using Repro.Cells;

namespace Repro.Commands;

/// <summary><c>repro notebook FILE</c>: execute a notebook and write its outputs.</summary>
internal static class NotebookCommand
{
    internal static Command Create()
    {
        Argument<string> file = new("file") { Description = "a notebook (.ipynb) with C# cells" };
        Option<string?> output = new(
            "--output") { Description = "where the executed notebook goes; into the same file without it",
            HelpName = "FILE" };
        Option<string[]> set = new("--set")
        {
            Description = "NAME=VALUE for a variable of the cell tagged parameters; may be repeated",
            HelpName = "NAME=VALUE",
        };
        Option<bool> interactive = new("--interactive")
        {
            Description = "write figures that can be zoomed and hovered over, each with its data, and plotly.js once "
                + "(0.7 MB); without it, and with a Chromium to draw them, each is one picture",
        };
        Command command = new("notebook",
            "Execute a notebook from first to last cell and write its outputs into it. For example ./repro notebook "
                + "notebooks/01-table1-cifar100.ipynb --set scale=tiny --output out.ipynb")
        {
            file, output, set, interactive,
        };
        command.SetAction(async (arguments, cancel) =>
        {
            var path = arguments.GetValue(file)!;
            var target = arguments.GetValue(output) ?? path;
            try
            {
                await Execute(path, target, Parameters(arguments.GetValue(set) ?? []), cancel,
                    arguments.GetValue(interactive));
            }
            catch when (target == path && File.Exists(NotebookRunner.FailedPath(path)))
            {
                Console.Error.WriteLine(
                    $"repro: {path} stays as it was; what was run is in {NotebookRunner.FailedPath(path)}");
                throw;
            }
            return 0;
        });
        return command;
    }

    /// <summary>Executes a notebook and says which cell is running.</summary>
    internal static async Task Execute(string path, string output, Dictionary<string, string> parameters,
        CancellationToken cancel, bool interactive = false)
    {
        Machine.SetThreads();
        Console.WriteLine($"executing {Path.GetFileName(path)}");
        await NotebookRunner.Run(path, output, parameters, new CrossResCells(still: !interactive),
            new CellLines(Console.Out), cancel);
    }

    private static Dictionary<string, string> Parameters(string[] pairs)
    {
        var values = new Dictionary<string, string>();
        foreach (var pair in pairs)
            if (pair.Split('=', 2) is not [var name, var value]) throw new ArgumentException(
                $"--set {pair}: write NAME=VALUE");
            else if (!values.TryAdd(name, value)) throw new ArgumentException(
                $"--set {name} is given twice, {values[name]} and {value}: give one of them");
        return values;
    }
}
