using System.ComponentModel;
using System.Runtime.CompilerServices;
using CrossRes.Training;

namespace Repro.Notebooks;

/// <summary>What <see cref="Interruptible"/> calls from a cell's loops and functions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public static void Look()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Interruption.Check();
    }
}
