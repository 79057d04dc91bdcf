namespace CrossRes.Models;

/// <summary>
/// How other programs name a network's tensors: all of them behind one prefix, as data-parallel training
/// (<c>module.</c>), compilation (<c>_orig_mod.</c>) and wrappers (<c>backbone.</c>, <c>model.</c>) leave them; or
/// without the counters of batch
/// normalization, which PyTorch before 0.4.1 did not store.
/// </summary>
internal static class ForeignNames
{
    private const string Counter = "num_batches_tracked";

    /// <summary>Whether a tensor that is missing counts as 0.</summary>
    internal static bool MayBeMissing(string name) => name.EndsWith(Counter, StringComparison.Ordinal);

    /// <summary>
    /// The prefix behind which the names stand; empty where there is none, or where it does not give all of them.
    /// </summary>
    /// <param name="wanted">The network's names.</param>
    /// <param name="given">Those of the file.</param>
    internal static string Prefix(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> given)
    {
        var needed = wanted.Where(name => !MayBeMissing(name)).ToList();
        var known = given.ToHashSet();
        return needed.Count == 0 || needed.All(known.Contains)
            ? "" : Prefixes(needed[0], given).FirstOrDefault(p => needed.All(n => known.Contains(p + n)), "");
    }

    /// <summary>
    /// The prefix that most of the file's names have, where they are some of the network's behind it; for messages.
    /// </summary>
    internal static string? Likely(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> given) =>
        wanted.SelectMany(name => Prefixes(name, given)).CountBy(p => p).Where(p => 2 * p.Value > given.Count)
            .OrderByDescending(p => p.Value).FirstOrDefault().Key;

    private static IEnumerable<string> Prefixes(string name, IEnumerable<string> given) =>
        given.Where(g => g.Length > name.Length && g.EndsWith($".{name}", StringComparison.Ordinal)).Select(g =>
            g[..^name.Length]);
}
