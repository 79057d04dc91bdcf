using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>One column of HORKD's Table 4.</summary>
/// <param name="Key">Of the data set.</param>
/// <param name="Name">As the tables print it.</param>
/// <param name="Classes">To learn from at a scale.</param>
/// <param name="Embedding">Columns of a student's embedding in RKD's recipe.</param>
/// <param name="Relative">λ of MKD's relative distance in its authors' code.</param>
/// <param name="Printed">Recall@1 by row, percent.</param>
internal sealed record MetricSet(
    string Key, string Name, Func<MetricScale, int> Classes, int Embedding, double Relative,
    IReadOnlyDictionary<string, double> Printed)
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 4";

    internal static MetricSet Cars { get; } = new("cars196", "Cars196", s =>
        s.Cars, 128, 0.1, new Dictionary<string, double>
    {
        ["pkt"] = 46.9, ["darkrank"] = 74.3, ["mkd"] = 76.6, ["mkd-at"] = 76.4, ["our-256"] = 82.23,
        ["our-224"] = 80.03, ["our-160"] = 79.04,
        ["our-128"] = 77.85, ["our-96"] = 73.41, ["alone"] = 46.70, ["teacher"] = 75.91, ["resnet101"] = 74.80,
    });

    internal static MetricSet Cub { get; } = new("cub200", "CUB-200-2011", s =>
        s.Cub, 128, 0.3, new Dictionary<string, double>
    {
        ["pkt"] = 53.1, ["darkrank"] = 56.2, ["mkd"] = 58.0, ["mkd-at"] = 58.1, ["our-256"] = 57.82,
        ["our-224"] = 57.14, ["our-160"] = 57.19,
        ["our-128"] = 55.37, ["our-96"] = 53.53, ["alone"] = 51.70, ["teacher"] = 58.96, ["resnet101"] = 58.90,
    });

    internal static MetricSet Products { get; } = new("sop", "Stanford Online Products", s =>
        s.Products, 64, 1, new Dictionary<string, double>
    {
        ["mkd"] = 68, ["our-256"] = 68.13, ["our-224"] = 69.90, ["our-160"] = 68.87, ["our-128"] = 67.66,
        ["our-96"] = 66.42,
        ["alone"] = 61.70, ["teacher"] = 72.62, ["resnet101"] = 69.50,
    });

    internal static IReadOnlyList<MetricSet> All { get; } = [Cars, Cub, Products];

    /// <summary>What the paper prints in a row, as a cell.</summary>
    internal Cell.Copied? Cell(string row) => Printed.TryGetValue(row, out var value) ? new(value, Source) : null;
}
