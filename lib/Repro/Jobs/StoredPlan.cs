namespace Repro.Jobs;

/// <summary>A plan that somebody works off: this machine, or the tasks of a queue.</summary>
/// <param name="Title">For a reader.</param>
/// <param name="Runs">In the order of the plan.</param>
/// <param name="Begun">When, in UTC.</param>
internal sealed record StoredPlan(string Title, IReadOnlyList<PlannedRun> Runs, DateTime Begun)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    /// <summary>The machine that began it.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The process that works on it; null where a queue's tasks do.</summary>
    public int? Process { get; init; }

    /// <summary>When that began, in UTC: a process's number is given again.</summary>
    public DateTime? ProcessBegun { get; init; }

    /// <summary>Of runs that a queue has, by label: its name of the task.</summary>
    public IReadOnlyDictionary<string, string> Tasks { get; init; } = new Dictionary<string, string>();

    /// <summary>One that this process works off.</summary>
    internal static StoredPlan Here(string title, IReadOnlyList<PlannedRun> runs)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new(title, runs, DateTime.UtcNow)
        {
            Process = self.Id, ProcessBegun = self.StartTime.ToUniversalTime(),
        };
    }

    /// <summary>Whether its process still works on it; null where that is another machine's to know.</summary>
    internal bool? IsWorkedOn()
    {
        if (Process is not { } id) return false;
        if (Host != Environment.MachineName) return null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return (process.StartTime.ToUniversalTime() - ProcessBegun)?.Duration() < Rounding;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
