using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>A network of CRRCD's Tables I and II.</summary>
/// <param name="Key">In a row's key.</param>
/// <param name="Name">As the tables print it.</param>
/// <param name="Architecture">A name of <see cref="Models.ModelZoo"/>.</param>
/// <param name="Widening">
/// How many times wider than a scale says, up to its published width: networks made for CIFAR begin with 16 channels
/// (32 in WRN-d-2) where others begin with 64.
/// </param>
internal sealed record CrrcdNetwork(string Key, string Name, string Architecture, int Widening = 1)
{
    /// <summary>By itself, on images of a side.</summary>
    internal Student At(int side) => new(Name, Architecture, side, $"{Key}{Suffix(side)}");

    /// <summary>What a key ends with where images are not at full resolution.</summary>
    internal static string Suffix(int side) => side == CrrcdRecipes.HighResolution ? "" : $"-at-{side}";
}

/// <summary>A teacher and a student of CRRCD's Tables I and II.</summary>
internal sealed record CrrcdPair(CrrcdNetwork Teacher, CrrcdNetwork Student)
{
    private static readonly CrrcdNetwork
        Wrn40x2 = new("wrn-40-2", "WRN-40-2", "wrn_40_2", 2), Wrn16x2 = new("wrn-16-2", "WRN-16-2", "wrn_16_2", 2),
        Wrn40x1 = new("wrn-40-1", "WRN-40-1", "wrn_40_1", 2),
        ResNet20 = new("r20", "ResNet20", "cifar_resnet20", 4), ResNet32 = new("r32", "ResNet32", "cifar_resnet32", 4),
        ResNet56 = new("r56", "ResNet56", "cifar_resnet56", 4),
        ResNet110 = new("r110", "ResNet110", "cifar_resnet110", 4),
        ResNet32x4 = new("r32x4", "ResNet32x4", "cifar_resnet32x4"),
        ResNet8x4 = new("r8x4", "ResNet8x4", "cifar_resnet8x4"),
        Vgg8 = new("vgg8", "VGG8", "cifar_vgg8"), Vgg11 = new("vgg11", "VGG11", "cifar_vgg11"),
        Vgg13 = new("vgg13", "VGG13", "cifar_vgg13"),
        ResNet18 = new("r18", "ResNet18", "resnet18"), WideResNet50 = new("wrn-50-2", "WRN-50-2", "wide_resnet50_2"),
        ShuffleV1 = new("shuffle-v1", "ShuffleNetV1", "shuffle_v1"),
        ShuffleV2 = new("shuffle-v2", "ShuffleNetV2", "shuffle_v2");

    /// <summary>Table I's columns.</summary>
    internal static IReadOnlyList<CrrcdPair> SameFamily { get; } =
    [
        new(Wrn40x2, Wrn16x2), new(Wrn40x2, Wrn40x1), new(ResNet56, ResNet20), new(ResNet110, ResNet20),
        new(ResNet110, ResNet32), new(ResNet32x4, ResNet8x4), new(Vgg13, Vgg8),
    ];

    /// <summary>Table II's columns.</summary>
    internal static IReadOnlyList<CrrcdPair> CrossFamily { get; } =
    [
        new(ResNet18, Vgg8), new(Vgg11, ShuffleV1), new(ResNet18, ShuffleV2), new(WideResNet50, ShuffleV1),
        new(WideResNet50, Vgg8),
    ];

    /// <summary>Table III's pair.</summary>
    internal static CrrcdPair Digits { get; } = new(ResNet56, Vgg8);

    /// <summary>Table IV's pair.</summary>
    internal static CrrcdPair Probed { get; } = new(Wrn40x2, ShuffleV1);

    /// <summary>Every pair of Tables I to III.</summary>
    internal static IReadOnlyList<CrrcdPair> All { get; } = [.. SameFamily, .. CrossFamily, Digits];

    internal string Key => $"{Teacher.Key}-{Student.Key}";

    /// <summary>The student under this teacher, on images of a side.</summary>
    internal Student At(int side) => new(Name, Student.Architecture, side, $"{Key}{CrrcdNetwork.Suffix(side)}");

    internal string Name => $"{Teacher.Name} → {Student.Name}";
}

/// <summary>
/// What CRRCD's Tables I and II print, by method, with one number for each pair of <see cref="CrrcdPair"/>.
/// </summary>
/// <param name="Source">Of all numbers.</param>
/// <param name="Accuracy">Top-1 accuracy in percent; NaN where the table has a dash.</param>
internal sealed record CrrcdPublished(string Source, IReadOnlyDictionary<string, double[]> Accuracy)
{
    private const double Dash = double.NaN;

    internal static CrrcdPublished TableI { get; } = new("Zhang et al., CRRCD, arXiv:2409.02555, Table I",
        new Dictionary<string, double[]>
    {
        ["teacher"] = [75.61, 75.61, 72.34, 74.31, 74.31, 79.42, 74.64],
        ["alone"] = [73.26, 71.98, 69.06, 69.06, 71.14, 72.50, 70.36],
        ["kd"] = [74.92, 73.54, 70.66, 70.67, 73.08, 73.33, 72.98],
        ["fitnet"] = [73.58, 72.24, 69.21, 68.99, 71.06, 73.50, 71.02],
        ["at"] = [74.08, 72.77, 70.55, 70.22, 72.31, 73.44, 71.43],
        ["pkt"] = [74.54, 73.45, 70.34, 70.25, 72.61, 73.64, 72.88],
        ["sp"] = [73.83, 72.43, 69.67, 70.04, 72.69, 72.94, 72.68],
        ["rkd"] = [73.35, 72.22, 69.61, 69.25, 71.82, 71.90, 71.48],
        ["cc"] = [73.56, 72.21, 69.63, 69.48, 71.48, 72.97, 70.71],
        ["vid"] = [74.11, 73.30, 70.38, 70.16, 72.61, 73.09, 71.23],
        ["ab"] = [72.50, 72.38, 69.47, 69.53, 70.98, 73.17, 70.94],
        ["crd"] = [75.48, 74.14, 71.16, 71.46, 73.48, 75.51, 73.94],
        ["crcd"] = [76.37, 73.84, 70.89, 70.98, 73.32, 73.50, 73.89],
        ["wcord"] = [75.88, 74.73, 71.56, 71.57, 73.81, 75.95, 74.55],
        ["dkd"] = [76.24, 74.81, 71.97, Dash, 74.11, 76.32, 74.68],
        ["crrcd"] = [76.43, 74.83, 72.10, 71.92, 74.05, 75.14, 74.04],
    });

    internal static CrrcdPublished TableII { get; } = new("Zhang et al., CRRCD, arXiv:2409.02555, Table II",
        new Dictionary<string, double[]>
    {
        ["teacher"] = [76.61, 70.76, 76.61, 80.24, 80.24],
        ["alone"] = [69.21, 66.18, 70.48, 66.18, 69.21],
        ["ft"] = [68.06, 68.16, 69.99, 70.51, 70.12],
        ["kd"] = [71.17, 72.40, 75.03, 71.78, 70.31],
        ["fitnet"] = [70.59, 70.50, 72.24, 70.46, 70.04],
        ["at"] = [71.62, 69.64, 73.83, 70.55, 69.78],
        ["pkt"] = [72.74, 72.06, 74.31, 69.80, 69.76],
        ["rkd"] = [71.03, 70.92, 73.26, 70.58, 70.41],
        ["sp"] = [73.07, 72.31, 74.95, 70.70, 70.00],
        ["cc"] = [69.82, 70.70, 72.21, 70.66, 69.96],
        ["vid"] = [71.75, 70.59, 72.07, 71.61, 71.00],
        ["ab"] = [70.42, 72.56, 74.64, 74.28, 69.81],
        ["crd"] = [73.17, 72.38, 74.88, 71.08, 72.50],
        ["crcd"] = [73.54, 73.07, 75.35, 73.58, 74.13],
        ["ekd"] = [73.82, 73.18, 75.26, 73.61, 74.05],
        ["crrcd"] = [74.49, 74.35, 77.06, 76.53, 74.26],
    });

    /// <summary>The number of a method for a pair; null where the table has none.</summary>
    internal Cell.Copied? Find(Method method, int pair) =>
        Accuracy.TryGetValue(method.Key, out var values) && !double.IsNaN(values[pair])
            ? new Cell.Copied(values[pair], Source) : null;
}
