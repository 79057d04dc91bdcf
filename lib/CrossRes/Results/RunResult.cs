namespace CrossRes.Results;

/// <summary>The outcome of a run. The last epoch is the headline; the best one was chosen on the test images.</summary>
/// <param name="Score">What is told: a name of <see cref="EpochRecord.Test"/>, where more is better.</param>
/// <param name="Last">After the last epoch, percent.</param>
/// <param name="Best">The highest of any epoch, percent.</param>
/// <param name="BestEpoch">The first epoch that reached it.</param>
public sealed record RunResult(string Score, double Last, double Best, int BestEpoch)
{
    /// <exception cref="ResultsException">There is no epoch, or one without the score.</exception>
    public static RunResult Of(string score, IReadOnlyList<EpochRecord> epochs)
    {
        if (epochs.Count == 0)
            throw new ResultsException("A run without epochs has no result.");
        if (epochs.FirstOrDefault(e => !e.Test.ContainsKey(score)) is { } without)
            throw new ResultsException($"Epoch {without.Epoch} has no {score}.");
        var best = epochs.MaxBy(e => e.Test[score])!;   // the first of equals
        return new RunResult(score, epochs[^1].Test[score], best.Test[score], best.Epoch);
    }
}
