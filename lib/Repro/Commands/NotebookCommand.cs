using System.CommandLine;
using Repro.Notebooks;

namespace Repro.Commands;

/// <summary><c>repro notebook FILE</c>: execute a notebook and write its outputs.</summary>
internal static class NotebookCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string> file = new("file") { Description = "a notebook (.ipynb) with C# cells" };
        Option<string?> output = new("--output") { Description = "where the executed notebook goes; into the same file without it", HelpName = "FILE" };
        Option<string[]> set = new("--set")
        {
            Description = "NAME=VALUE for a variable of the cell tagged parameters; may be repeated", HelpName = "NAME=VALUE",
        };
        Command command = new("notebook", "Execute a notebook from first to last cell and write its outputs into it") { file, output, set };
        command.SetAction(async (arguments, cancel) =>
        {
            var path = arguments.GetValue(file)!;
            await Execute(workspace, path, Parameters(arguments.GetValue(set) ?? []), arguments.GetValue(output) ?? path, cancel);
            return 0;
        });
        return command;
    }

    /// <summary>Executes a notebook, named by its path or by its file name under <c>notebooks/</c>.</summary>
    /// <returns>The executed notebook.</returns>
    internal static async Task<string> Execute(
        Workspace workspace, string file, Dictionary<string, string> parameters, string output, CancellationToken cancel)
    {
        var path = File.Exists(file) ? file : Path.Combine(workspace.Notebooks, file);
        var progress = new Progress<CellProgress>();
        await NotebookRunner.Run(path, output, parameters, progress, cancel);
        return output;
    }

    private static Dictionary<string, string> Parameters(string[] pairs) => pairs
        .Select(pair => pair.Split('=', 2))
        .Select(pair => pair.Length == 2 ? pair : throw new ArgumentException($"--set {pair[0]}: write NAME=VALUE"))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
