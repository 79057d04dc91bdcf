using System.Reflection;

namespace CSharpKernel.Notebooks;

/// <summary>
/// What a program adds to the cells of one notebook: libraries, views of its own types, and whatever its libraries want
/// to know of the cell that calls them. Every member may be left as it is.
/// </summary>
public interface ICellHost
{
    /// <summary>Assemblies that every cell can use without a <c>#r</c>, with those that they use.</summary>
    IReadOnlyList<Assembly> Libraries => [];

    /// <summary>
    /// A value as MIME type → content, always with <c>text/plain</c>; null where the kernel is to decide.
    /// </summary>
    IReadOnlyDictionary<string, string>? View(object value) => null;

    /// <summary>Called before a cell runs, in the asynchronous flow that it will run in.</summary>
    /// <param name="session">The session that runs it.</param>
    /// <param name="stop">Cancelled when the reader interrupts the cell.</param>
    void Enter(Session session, CancellationToken stop)
    {
    }

    /// <summary>A host that adds nothing.</summary>
    static ICellHost None { get; } = new Nothing();

    private sealed class Nothing : ICellHost;
}
