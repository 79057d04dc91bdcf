namespace Repro.Jobs;

/// <summary>Whether main memory suffices for one more process like those that train.</summary>
internal static class MemoryRule
{
    private const long Margin = 128L << 20;

    /// <param name="available">Bytes that can be had now.</param>
    /// <param name="largest">The most that one of them took so far.</param>
    /// <param name="resident">What each takes now: one that has just begun will take more.</param>
    internal static bool Suffices(long available, long largest, IEnumerable<long> resident) =>
        available - resident.Sum(now => Math.Max(0, largest - now)) > largest + largest / 4 + Margin;
}
