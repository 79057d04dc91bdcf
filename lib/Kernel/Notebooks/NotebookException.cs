namespace CSharpKernel.Notebooks;

/// <summary>A notebook that could not be read, or a cell that failed.</summary>
public sealed class NotebookException(string message, string notebook, CellError? error = null)
    : Exception(message, error?.Exception)
{
    /// <summary>The notebook's file.</summary>
    public string Notebook { get; } = notebook;

    /// <summary>The failed cell's error; null when the file itself is at fault.</summary>
    public CellError? Error { get; } = error;

    internal static NotebookException InCell(string notebook, CellError error) => new(
        $"{notebook}, cell {error.Cell}{(error.Line is { } line ? $", line {line}" : "")}: {error.Name}: "
            + $"{error.Message}",
        notebook, error);
}
