using CrossRes.Benchmarks;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>Runs whose seeds hold out folds of one set, so that their trainings share images.</summary>
internal static class SharedFolds
{
    internal const string Caption =
        "The n are held-out folds, whose trainings share images: intervals and p have the variance of Nadeau and "
            + "Bengio (2003).";

    /// <summary>Test images per training image, one fold in ten; 0 where seeds are independent.</summary>
    internal static double TestShare(IEnumerable<RunRecord> runs) =>
        runs.Any(Holds) ? 1.0 / (HorkdTable2.Folds - 1) : 0;

    /// <summary>Whether a run was tested on the fold that its seed holds out, not on all.</summary>
    internal static bool Holds(RunRecord run) =>
        run.Recipe.TryGetProperty("images", out var images) && images.TryGetProperty("set", out var set)
        && DataSets.All.Any(s => s.Folds && s.Key == set.GetString());
}
