using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Notebooks;

/// <summary>What <see cref="Interruptible"/> calls from a cell's loops, functions, awaits and sequences.</summary>
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

    /// <summary>A task, given up when the cell is to stop; what it had begun may go on in the background.</summary>
    public static Task Until(Task task) => task.WaitAsync(Wish.Value);

    /// <inheritdoc cref="Until(Task)"/>
    public static Task<T> Until<T>(Task<T> task) => task.WaitAsync(Wish.Value);

    /// <inheritdoc cref="Until(Task)"/>
    public static Task Until(ValueTask task) => Until(task.AsTask());

    /// <inheritdoc cref="Until(Task)"/>
    public static Task<T> Until<T>(ValueTask<T> task) => Until(task.AsTask());

    /// <summary>Whatever else can be awaited, as it is.</summary>
    public static T Until<T>(T awaitable) => awaitable;

    /// <summary>
    /// A task when it is over, however it ended; not waited for longer than until the cell is to stop.
    /// </summary>
    public static Task<T> Done<T>(Task<T> task)
    {
        Task.WaitAny([task], Stop);
        return task;
    }

    /// <inheritdoc cref="Done{T}(Task{T})"/>
    public static Task Done(Task task)
    {
        Task.WaitAny([task], Stop);
        return task;
    }

    /// <inheritdoc cref="Done{T}(Task{T})"/>
    public static ValueTask<T> Done<T>(ValueTask<T> task) => new(Done(task.AsTask()));

    /// <summary>Whatever else has a member of such a name, as it is.</summary>
    public static T Done<T>(T value) => value;

    /// <summary><see cref="Thread.Sleep(int)"/>, no longer than until the cell is to stop.</summary>
    public static void Sleep(int milliseconds) => Sleep(TimeSpan.FromMilliseconds(milliseconds));

    /// <inheritdoc cref="Sleep(int)"/>
    public static void Sleep(TimeSpan time)
    {
        Stop.WaitHandle.WaitOne(time);
        Stop.ThrowIfCancellationRequested();
    }

    /// <summary>Cancelled when the cell is to stop.</summary>
    public static CancellationToken Stop => Wish.Value;

    /// <summary>A sequence that ends with an exception when the cell is to stop.</summary>
    public static IEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            Wish.Value.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    /// <inheritdoc cref="Each{T}(IEnumerable{T})"/>
    public static ParallelQuery<T> Each<T>(ParallelQuery<T> items) => items.WithCancellation(Wish.Value);

    /// <inheritdoc cref="Each{T}(IEnumerable{T})"/>
    public static async IAsyncEnumerable<T> Each<T>(IAsyncEnumerable<T> items)
    {
        await using var each = items.GetAsyncEnumerator(Wish.Value);
        while (await Until(each.MoveNextAsync())) yield return each.Current;
    }

    /// <summary>Whatever else such a call gives, as it is.</summary>
    public static T Each<T>(T value) => value;

    /// <summary>Listens to a token from here on, in this asynchronous flow.</summary>
    internal static void Heed(CancellationToken stop) => Wish.Value = stop;
}
