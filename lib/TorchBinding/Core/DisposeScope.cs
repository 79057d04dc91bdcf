namespace TorchSharp;

/// <summary>
/// Owns what is created while it is the innermost scope of its thread and disposes it at its end, but for what was
/// moved or detached.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private readonly HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private bool isOpen = true;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer) => (this.manager, Outer) = (manager, outer);

    internal DisposeScope? Outer { get; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. disposables];
    public int DisposablesCount => disposables.Count;

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    public void Attach(IDisposable disposable)
    {
        if (disposable is not IScoped scoped || scoped.OwningDisposeScope == this) return;
        scoped.OwningDisposeScope?.disposables.Remove(disposable);
        if (scoped.OwningDisposeScope is null) manager.StatisticsInstance.AttachedToScopeCount++;
        scoped.OwningDisposeScope = this;
        disposables.Add(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        list.ForEach(Attach);
        return list;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        if (disposable is not IScoped scoped || !disposables.Remove(disposable)) return disposable;
        scoped.OwningDisposeScope = null;
        manager.StatisticsInstance.DetachedFromScopeCount++;
        return disposable;
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToList()) Detach<IDisposable>(disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (scope is null) return Detach(disposable);
        scope.Attach(disposable);
        return disposable;
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToList()) MoveToOuter<IDisposable>(disposable);
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in disposables.Where(d => !keep.Contains(d)).ToList()) disposable.Dispose();
    }

    public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

    /// <summary>Forgets something that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable) => disposables.Remove(disposable);

    public void Dispose()
    {
        DisposeEverything();
        if (isOpen) manager.Remove(this);
        isOpen = false;
    }
}

/// <summary>Something that a dispose scope can own.</summary>
internal interface IScoped : IDisposable
{
    DisposeScope? OwningDisposeScope { get; set; }
}
