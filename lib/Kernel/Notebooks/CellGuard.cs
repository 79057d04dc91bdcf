using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Notebooks;

/// <summary>What <see cref="Interruptible"/> calls from a cell's loops and functions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    private static readonly AsyncLocal<CancellationToken> Wish = new();

    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public static void Look()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Wish.Value.ThrowIfCancellationRequested();
    }

    /// <summary>Listens to a token from here on, in this asynchronous flow.</summary>
    internal static void Heed(CancellationToken stop) => Wish.Value = stop;
}
