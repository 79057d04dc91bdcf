using CrossRes.Experiments;
using CrossRes.Papers.Horkd;

namespace CrossRes.Papers.Crrcd;

/// <summary>A method of CRRCD's Tables I and II.</summary>
/// <param name="Key">In a row's key.</param>
/// <param name="Name">As the tables print it.</param>
/// <param name="Losses">What it minimises; null where it is only quoted.</param>
internal sealed record CrrcdMethod(string Key, string Name, IReadOnlyList<LossTerm>? Losses)
{
    private static readonly IReadOnlyDictionary<string, string>
        Softened = new Dictionary<string, string> { ["temperature"] = "4" },
        Averaged = new Dictionary<string, string> { ["adapter"] = "always" };

    /// <summary>CRRCD's eq. 13 with its α and β.</summary>
    internal static CrrcdMethod Crrcd { get; } = new("crrcd", "CRRCD", [new("ce", 1), new("kd", 0.5, Softened), new("crrcd", 2)]);

    /// <summary>In the order in which the tables print them; HORKD, which they leave out, comes before CRRCD.</summary>
    internal static IReadOnlyList<CrrcdMethod> All { get; } =
    [
        .. new[] { "kd", "fitnet", "at", "pkt", "sp", "rkd", "cc", "vid", "ab", "ft", "crd", "crcd", "dkd" }.Select(Known),
        new("wcord", "WCoRD", null), new("ekd", "EKD", null),
        new("horkd", "HORKD", HorkdRecipes.HybridOrder), Crrcd,
    ];

    /// <summary>
    /// Its losses for a student at this side under a teacher at 32×32. Below that, RepDistiller's regressors of FitNet and
    /// AB do not always exist: the teacher's maps are averaged to the student's size.
    /// </summary>
    internal IReadOnlyList<LossTerm> At(int side) => side == CrrcdRecipes.HighResolution
        ? Losses!
        : [.. Losses!.Select(t => t.Loss is "fitnet" or "ab" ? t with { Options = Averaged } : t)];

    private static CrrcdMethod Known(string key)
    {
        var method = Baseline.OfTable1.Concat(Baseline.Others).First(b => b.Key == key);
        return new(key, method.Name, method.Losses);
    }
}
