using CrossRes.Training;
using CSharpKernel.Notebooks;
using Repro.Cells;
using Xunit;

namespace Notebooks.Tests.Course;

/// <summary>A lesson that is taken cell by cell, without an editor.</summary>
internal sealed class Lesson : IDisposable
{
    private static readonly string Folder = Path.Combine(Workspace.Find().Notebooks, "course");
    private readonly Session session = new(Folder, new CrossResCells());
    private readonly string name;
    private int number;

    /// <param name="name">The notebook's file without its ending.</param>
    public Lesson(string name) => this.name = name;

    /// <summary>All lessons.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>The code cells.</summary>
    public IReadOnlyList<NotebookCell> Code => [.. Notebook.Read(Path.Combine(Folder, name + ".ipynb")).Cells.Where(cell => cell.IsCode)];

    /// <summary>The answers in order of the exercises.</summary>
    public IReadOnlyList<string> Solutions =>
        File.ReadAllText(Path.Combine(Folder, "solutions", name + ".csx")).Split("//# Exercise ")[1..];

    /// <summary>Runs a cell that has to succeed, and gives the plain text of what it showed.</summary>
    public async Task<string> Run(string source, CancellationToken cancellation)
    {
        var shown = new List<string>();
        var error = await session.Execute(source, ++number, output => shown.Add(output switch
        {
            ResultOutput result => result.Data["text/plain"],
            DisplayOutput display => display.Data["text/plain"],
            _ => "",
        }), cancellation);
        Assert.True(error is null, $"{name}, cell {number}: {error?.Message}\n{source}");
        return string.Join('\n', shown);
    }

    public void Dispose() => session.Dispose();
}
