using CrossRes.Experiments;

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
