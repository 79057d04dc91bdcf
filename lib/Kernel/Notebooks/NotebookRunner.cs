using System.Diagnostics;

namespace CSharpKernel.Notebooks;

/// <summary>Executes a notebook from first to last cell without an editor.</summary>
public sealed class NotebookRunner
{
    private const string ParametersTag = "parameters", InjectedTag = "injected-parameters";

    // A run changes the process's current folder, so one runs at a time.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private readonly IReadOnlyDictionary<string, string> parameters;
    private readonly IProgress<CellProgress>? progress;
    private readonly Session session;
    private readonly Dictionary<int, CellRun> runs = [];
    private Notebook notebook;

    private NotebookRunner(
        Notebook notebook, Session session, IReadOnlyDictionary<string, string> parameters,
        IProgress<CellProgress>? progress)
    {
        (this.notebook, this.session, this.parameters, this.progress) = (notebook, session, parameters, progress);
    }

    /// <summary>
    /// Runs every code cell with the notebook's folder as current folder, as Jupyter does, and writes the notebook
    /// with its outputs. Where a cell fails or the run is cancelled, cells that did not run have no outputs; a notebook
    /// that was to be overwritten then stays as it was, and what was run goes into <c>NAME.failed.ipynb</c> beside it.
    /// </summary>
    /// <param name="path">The notebook.</param>
    /// <param name="output">Where the executed notebook goes; null: into the same file.</param>
    /// <param name="parameters">
    /// Variable → value as text. They are assigned in a cell tagged <c>injected-parameters</c> right after the cell
    /// tagged <c>parameters</c>, and read by the variable's type; elements of an array are separated by commas.
    /// </param>
    /// <param name="host">Of this run alone; null: none.</param>
    /// <param name="progress">Hears of every cell and every output.</param>
    /// <param name="cancellation">Looked at between cells.</param>
    /// <exception cref="NotebookException">The file is no such notebook, a parameter does not fit, or a cell
    /// failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task Run(
        string path, string? output = null, IReadOnlyDictionary<string, string>? parameters = null,
        ICellHost? host = null, IProgress<CellProgress>? progress = null, CancellationToken cancellation = default)
    {
        var notebook = Notebook.Read(path);
        parameters ??= new Dictionary<string, string>();
        if (parameters.Count > 0 && !notebook.Cells.Any(cell => cell.Tags.Contains(ParametersTag)))
            throw new NotebookException($"{path}: no cell has the tag \"{ParametersTag}\", so it takes no parameters",
                path);

        await OneAtATime.WaitAsync(cancellation);
        NotebookRunner? runner = null;
        var target = Path.GetFullPath(output ?? path);
        var inPlace = target == Path.GetFullPath(path);
        var (before, folder) = (Environment.CurrentDirectory, Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            Environment.CurrentDirectory = folder;
            AppDomain.CurrentDomain.ProcessExit += Exiting;
            using var session = new Session(folder, host);
            runner = new NotebookRunner(notebook, session, parameters, progress);
            try
            {
                await runner.RunCells(cancellation);
            }
            catch when (inPlace)
            {
                target = FailedPath(target);
                throw;
            }
            finally
            {
                WholeFile.Write(target, runner.notebook.Write(runner.runs));
            }
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Exiting;
            Environment.CurrentDirectory = before;
            OneAtATime.Release();
        }

        void Exiting(object? sender, EventArgs e)
        {
            if (runner is { runs.Count: > 0 } && !cancellation.IsCancellationRequested) runner.WriteAtExit(inPlace
                ? FailedPath(target) : target);
        }
    }

    /// <summary>What a cell has ended the process in: told, kept, and no success.</summary>
    private void WriteAtExit(string target)
    {
        var (number, run) = runs.Values.Select(run => (run.Number, run)).MaxBy(last => last.Number);
        var error = new CellError("Exit",
            $"the cell ended the process (exit code {Environment.ExitCode}); a cell ends by itself, or with "
                + "\"return;\"", null, []) { Cell = number };
        run.Add(new ErrorOutput(error with { Traceback = [$"Exit: {error.Message}"] }));
        WholeFile.Write(target, notebook.Write(runs));
        using var console = new StreamWriter(Console.OpenStandardError());
        console.WriteLine(
            $"repro: {NotebookException.InCell(notebook.Path, error).Message}; what was run is in {target}");
        if (Environment.ExitCode == 0) Environment.ExitCode = 1;
    }

    /// <summary>Where that goes which was run of a notebook before a cell failed.</summary>
    internal static string FailedPath(string path) => Path.ChangeExtension(path, ".failed.ipynb");

    private async Task RunCells(CancellationToken cancellation)
    {
        var number = 0;
        for (var i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (!cell.IsCode)
                continue;
            number++;
            cancellation.ThrowIfCancellationRequested();
            if (cell.Runs && !string.IsNullOrWhiteSpace(cell.Source))
                await RunCell(i, number, cell.Source, cancellation);
            if (parameters.Count > 0 && cell.Tags.Contains(ParametersTag))
                notebook = notebook.WithCellAfter(i, InjectedTag, Assignments(number));
        }
    }

    private async Task RunCell(int index, int number, string source, CancellationToken cancellation)
    {
        var run = runs[index] = new CellRun(number);
        var state = new CellProgress(number, notebook.Cells.Count(cell => cell.IsCode), source);
        progress?.Report(state);
        if (notebook.Cells[index].Language is { } language)
            throw new NotebookException(
                $"{notebook.Path}, cell {number}: written in {language}, and this program runs C#; "
                + "give it the tag skip-execution, or take it out", notebook.Path);
        var clock = Stopwatch.StartNew();
        var error = await session.Execute(source, number, output =>
        {
            run.Add(output);
            if (output is UpdateOutput update) // of what an earlier cell has shown
                foreach (var earlier in runs.Values.Where(other => other != run)) earlier.Update(update);
            progress?.Report(state with { Output = output });
        }, cancellation);
        progress?.Report(state with { Elapsed = clock.Elapsed });
        if (error is not null
            && !(notebook.Cells[index].Tags.Contains("raises-exception") && error.Name != CellErrors.Stopped))
            throw NotebookException.InCell(notebook.Path, error);
    }

    private string Assignments(int number)
    {
        try
        {
            return Parameters.Assignments(parameters, session);
        }
        catch (ArgumentException unfit)
        {
            throw new NotebookException($"{notebook.Path}, cell {number}: {unfit.Message}", notebook.Path);
        }
    }
}
