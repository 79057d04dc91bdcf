using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Papers.Horkd;

namespace CrossRes.Papers;

/// <summary>
/// Every method of the tables, with cross-entropy and its loss at the usual weight of its registry entry. FSP, and
/// MKD's absolute distance, need networks of equal widths and stand in no table.
/// </summary>
internal static class Methods
{
    private static readonly IReadOnlyDictionary<string, string> Softened =
        new Dictionary<string, string> { ["temperature"] = "4" };

    internal static readonly Method
        Kd = new("kd", "KD", [new("ce", 0.1), new("kd", 0.9, Softened)]),
        FitNet = Beside("fitnet", "FitNet"), At = Beside("at", "AT"), Rkd = Beside("rkd", "RKD"),
        Sp = Beside("sp", "SP"), Pkt = Beside("pkt", "PKT"), Cc = Beside("cc", "CC"), Vid = Beside("vid", "VID"),
        Ab = Beside("ab", "AB"), Ft = Beside("ft", "FT"), Nst = Beside("nst", "NST"),
        DarkRank = Beside("darkrank", "DarkRank"), MkdRelative = Beside("mkd", "MKD, relative", "mkd.relative"),
        Crd = Beside("crd", "CRD"), Crcd = Beside("crcd", "CRCD"), Dkd = Beside("dkd", "DKD"),
        Wcord = new("wcord", "WCoRD"), Ekd = new("ekd", "EKD");

    /// <summary>HORKD as CRRCD's tables name it.</summary>
    internal static readonly Method Horkd = new("horkd", "HORKD", HorkdOrders.BesideLabels);

    /// <summary>HORKD as its own tables name it: through the assistant where the student sees smaller images.</summary>
    internal static readonly Method Our = new("our", "HORKD", HorkdOrders.BesideLabels) { InTwoStages = true };

    /// <summary>HORKD without the assistant.</summary>
    internal static readonly Method Direct = new("direct", "HORKD in one stage");

    /// <summary>CRRCD's eq. 13 with its α and β.</summary>
    internal static readonly Method Crrcd =
        new("crrcd", "CRRCD", [new("ce", 1), new("kd", 0.5, Softened), new("crrcd", 2)]);

    /// <summary>CRRCD's relations without the imitated class scores.</summary>
    internal static readonly Method Relation = new("relation", "CRRCD's relations");

    internal static readonly Method Skd = new("skd", "SKD (reconstruction)"),
    Vlrr = new("vlrr", "VLRR (reconstruction)");

    /// <summary>Those that HORKD's Table 1 quotes.</summary>
    internal static IReadOnlyList<Method> OfTable1 { get; } = [FitNet, At, Rkd, Kd];

    /// <summary>Those that it leaves out.</summary>
    internal static IReadOnlyList<Method> Others { get; } =
        [Sp, Pkt, Cc, Vid, Ab, Ft, Nst, DarkRank, MkdRelative, Crd, Crcd, Dkd];

    /// <summary>As CRRCD's tables print them; HORKD, which they leave out, comes before CRRCD.</summary>
    internal static IReadOnlyList<Method> OfCrrcd { get; } =
        [Kd, FitNet, At, Pkt, Sp, Rkd, Cc, Vid, Ab, Ft, Crd, Crcd, Dkd, Wcord, Ekd, Horkd, Crrcd];

    private static Method Beside(string key, string name, string? loss = null) =>
        new(key, name, [new("ce", 1), new(loss ?? key, LossRegistry.Find(loss ?? key).Weight.Value)]);
}
