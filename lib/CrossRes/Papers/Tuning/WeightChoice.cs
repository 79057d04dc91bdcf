using System.Globalization;
using System.Text.Json;
using CrossRes.Experiments;

namespace CrossRes.Papers.Tuning;

/// <summary>
/// What <c>./repro tune</c> chose for a table: a factor on the published weight of each method. It is made from the
/// trials' records and part of the library, so that rows follow from it; <c>./repro verify</c> compares both.
/// </summary>
/// <param name="Scale">Where the trials were run.</param>
/// <param name="Data">The images that they saw, and their checksum.</param>
/// <param name="Seed">Of the trials; no result has it.</param>
/// <param name="Factors">By the method's key.</param>
public sealed record WeightChoice(
    string Scale, string Data, string DataSha256, long Seed, IReadOnlyDictionary<string, double> Factors)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true,
    };

    /// <summary>The choice that this library was built with; null where the table was not tuned yet.</summary>
    /// <param name="table">Its key.</param>
    public static WeightChoice? For(string table)
    {
        using var file = typeof(WeightChoice).Assembly.GetManifestResourceStream($"tuned.{table}.json");
        return file is null ? null : JsonSerializer.Deserialize<WeightChoice>(file, Json);
    }

    /// <summary>The file that the library is built with, from the checkout's root.</summary>
    public static string FileOf(string table) => $"lib/CrossRes/Papers/Tuning/{table}.json";

    /// <summary>As that file holds it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>What a table says of it.</summary>
    public string Words => $"Tuned: the published weight × {string.Join(", ", Factors.Select(f =>
        string.Create(CultureInfo.InvariantCulture, $"{f.Value} for {f.Key}")))}, chosen by ./repro tune at {Scale} "
        + "scale on held-out training images (HORKD: one factor on orders 2 and 3).";

    /// <summary>The method at its chosen weight: itself where that is the published one.</summary>
    internal Method Tuned(Method method) => Factors[method.Key] is var factor && factor == 1 ? method
        : method with
        {
            Key = $"{method.Key}-tuned", Name = $"{method.Name}, tuned", Losses = Scaled(method.Losses!, factor),
        };

    /// <summary>
    /// A method's losses with one factor on what it adds to cross-entropy; of HORKD's orders on 2 and 3 alone, whose
    /// published weights leave them asleep beside 1 and C.
    /// </summary>
    internal static IReadOnlyList<LossTerm> Scaled(IReadOnlyList<LossTerm> losses, double factor)
    {
        var orders = losses.Any(IsAsleep);
        // decimal, so that 0.02 × 10 is 0.2
        return [.. losses.Select(t => (orders ? IsAsleep(t) : t.Loss != "ce")
            ? t with { Weight = (double)((decimal)t.Weight * (decimal)factor) } : t)];

        static bool IsAsleep(LossTerm term) => term.Loss is "horkd.2" or "horkd.3";
    }
}
