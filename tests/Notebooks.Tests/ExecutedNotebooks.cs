using CrossRes.Training;

namespace Notebooks.Tests;

/// <summary>
/// Every notebook of a table or figure, run from first to last cell on synthetic images at the smallest scale: each a
/// process in a checkout of its own, two at a time, from when the first is asked for. They share the images alone.
/// </summary>
public sealed class ExecutedNotebooks : IDisposable
{
    private const string Library = "../.artifacts/bin/CrossRes/release/CrossRes.dll";

    private readonly TempFolder images = new();
    private readonly Dictionary<string, TaskCompletionSource<Execution>> executions;
    private readonly Lazy<Task> all;

    public ExecutedNotebooks()
    {
        executions = Names.ToDictionary(name => name, _ => new TaskCompletionSource<Execution>(TaskCreationOptions.RunContinuationsAsynchronously));
        all = new(() => Parallel.ForEachAsync(Names, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (name, _) =>
        {
            try
            {
                executions[name].SetResult(Execute(name));
            }
            catch (Exception e)
            {
                executions[name].SetException(e);
            }
            return ValueTask.CompletedTask;
        }));
    }

    internal static string Folder { get; } = Workspace.Find().Notebooks;

    internal static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.ipynb").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <param name="Text">The notebook with its outputs.</param>
    internal sealed record Execution(int Code, string Output, string Error, string Text);

    internal async Task<Execution> Of(string name)
    {
        _ = all.Value;
        return await executions[name].Task;
    }

    public void Dispose()
    {
        if (all.IsValueCreated) all.Value.Wait();
        images.Dispose();
    }

    private Execution Execute(string name)
    {
        using var checkout = new Checkout();
        Directory.CreateDirectory(checkout[".crossres"]);
        Directory.CreateSymbolicLink(checkout[".crossres/data"], images.Path);
        Directory.CreateDirectory(checkout["notebooks"]);
        var (text, path) = (File.ReadAllText(Path.Combine(Folder, name)), checkout[$"notebooks/{name}"]);
        File.WriteAllText(path, text.Replace(Library, Path.Combine(AppContext.BaseDirectory, "CrossRes.dll")));

        // one that reads stored runs and trains none is given the committed ones
        string[] parameters = text.Contains("string results = ") ? ["--set", $"results={Workspace.Find().Results}"] : ["--set", "scale=tiny"];
        var (code, output, error) = checkout.Repro(["notebook", path, .. parameters]);
        return new(code, output, error, File.ReadAllText(path));
    }
}
