namespace CrossRes.Results;

/// <summary>The outcome of a run. The last epoch is the headline; the best one was chosen on the test images.</summary>
/// <param name="LastTop1">Test top-1 accuracy after the last epoch, percent.</param>
/// <param name="LastTop5">Test top-5 accuracy after the last epoch, percent.</param>
/// <param name="BestTop1">The highest test top-1 accuracy of any epoch, percent.</param>
/// <param name="BestEpoch">The first epoch that reached it.</param>
public sealed record RunResult(double LastTop1, double LastTop5, double BestTop1, int BestEpoch)
{
    /// <exception cref="ResultsException">There is no epoch.</exception>
    public static RunResult Of(IReadOnlyList<EpochRecord> epochs)
    {
        if (epochs.Count == 0)
            throw new ResultsException("A run without epochs has no result.");
        var last = epochs[^1];
        var best = epochs.MaxBy(e => e.TestTop1)!;   // the first of equals
        return new RunResult(last.TestTop1, last.TestTop5, best.TestTop1, best.Epoch);
    }
}
