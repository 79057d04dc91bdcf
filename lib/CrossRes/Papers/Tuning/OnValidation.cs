using CrossRes.Experiments;

namespace CrossRes.Papers.Tuning;

/// <summary>
/// What is chosen before anything is measured is chosen on images that are held out of the training part, with seeds
/// that no result uses.
/// </summary>
internal static class OnValidation
{
    /// <summary>Results have the seeds from 1 on.</summary>
    internal const long FirstSeed = 101;

    /// <summary>The row, tested there: a run of its own, as its recipe names what it is tested on.</summary>
    internal static Row Held(Row row) => row with
    {
        Published = null,
        Recipe = scale => row.Recipe!(scale with
        {
            Validation = true, Cifar = scale.Cifar with { TeacherSeed = null },
        }),
    };
}
