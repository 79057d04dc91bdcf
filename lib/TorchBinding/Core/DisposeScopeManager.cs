namespace TorchSharp;

/// <summary>The stack of dispose scopes of a thread, and its counts.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? threadSingleton;

    internal static DisposeScopeManager ThreadSingleton => threadSingleton ??= new DisposeScopeManager();

    /// <summary>Counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope Open() => Current = new DisposeScope(this, Current);

    internal void Remove(DisposeScope scope)
    {
        // scopes may be closed out of order; the innermost one still open is the current one
        closed.Add(scope);
        while (Current is not null && closed.Remove(Current)) Current = Current.Outer;
    }

    private readonly HashSet<DisposeScope> closed = [];

    internal void Created(IScoped item)
    {
        if (Current is null)
        {
            StatisticsInstance.CreatedOutsideScopeCount++;
            return;
        }
        StatisticsInstance.CreatedInScopeCount++;
        StatisticsInstance.AttachedToScopeCount--; // Attach counts it; it was never outside
        Current.Attach(item);
    }

    internal void Disposed(IScoped item)
    {
        if (item.OwningDisposeScope is not { } owner)
        {
            StatisticsInstance.DisposedOutsideScopeCount++;
            return;
        }
        StatisticsInstance.DisposedInScopeCount++;
        owner.MarkAsDisposed(item);
        item.OwningDisposeScope = null;
    }
}

/// <summary>How many disposables a thread created and disposed, in and outside of scopes.</summary>
public class ThreadDisposeScopeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }
    public long DisposedOutsideScopeCount { get; internal set; }
    public long CreatedInScopeCount { get; internal set; }
    public long DisposedInScopeCount { get; internal set; }
    public long AttachedToScopeCount { get; internal set; }
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Created by the thread and not disposed by it.</summary>
    public long ThreadTotalLiveCount =>
        CreatedOutsideScopeCount + CreatedInScopeCount - DisposedOutsideScopeCount - DisposedInScopeCount;

    public void Reset() =>
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount =
            DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;
}
