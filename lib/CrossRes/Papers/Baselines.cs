using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>A method that HORKD or CRRCD is compared with.</summary>
/// <param name="Key">In a row's key.</param>
/// <param name="Name">As the tables print it.</param>
/// <param name="Losses">Cross-entropy and the method's loss with the usual weight of its registry entry.</param>
/// <param name="Quoted">What HORKD's Table 1 prints for it; null where it does not.</param>
internal sealed record Baseline(string Key, string Name, IReadOnlyList<LossTerm> Losses, double? Quoted = null)
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 1, where it is quoted from earlier work";

    /// <summary>Those of HORKD's Table 1.</summary>
    internal static IReadOnlyList<Baseline> OfTable1 { get; } =
    [
        Beside("fitnet", "FitNet", "fitnet", 70.08), Beside("at", "AT", "at", 72.68), Beside("rkd", "RKD", "rkd", 72.97),
        new("kd", "KD", [new("ce", 0.1), new("kd", 0.9, new Dictionary<string, string> { ["temperature"] = "4" })], 74.26),
    ];

    /// <summary>Those that the table leaves out. FSP, and MKD's absolute distance, need networks of equal widths.</summary>
    internal static IReadOnlyList<Baseline> Others { get; } =
    [
        Beside("sp", "SP"), Beside("pkt", "PKT"), Beside("cc", "CC"), Beside("vid", "VID"), Beside("ab", "AB"), Beside("ft", "FT"),
        Beside("nst", "NST"), Beside("darkrank", "DarkRank"), Beside("mkd", "MKD, relative", "mkd.relative"),
        Beside("crd", "CRD"), Beside("crcd", "CRCD"), Beside("dkd", "DKD"),
    ];

    /// <summary>The quoted number as a cell.</summary>
    internal Cell.Copied? Printed => Quoted is { } value ? new Cell.Copied(value, Source) : null;

    private static Baseline Beside(string key, string name, string? loss = null, double? quoted = null) =>
        new(key, name, [new("ce", 1), new(loss ?? key, LossRegistry.Find(loss ?? key).Weight.Value)], quoted);
}
