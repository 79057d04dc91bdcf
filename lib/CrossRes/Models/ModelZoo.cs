using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>Every network by name.</summary>
public static class ModelZoo
{
    private static readonly string[] BothStems = ["resnet", "wide_resnet", "vgg"];
    private static readonly long[] Planes = [64, 128, 256, 512];

    private static readonly Dictionary<string, Func<ModelSpec, Backbone>> Builders = new()
    {
        ["resnet18"] = spec => new ResNet(spec, false, [2, 2, 2, 2], 64, Planes),
        [ImageNetWeights.Architecture] = spec => new ResNet(spec, false, [2, 2, 2, 3], 64, Planes),
        ["resnet34"] = spec => new ResNet(spec, false, [3, 4, 6, 3], 64, Planes),
        ["resnet50"] = spec => new ResNet(spec, true, [3, 4, 6, 3], 64, Planes),
        ["wide_resnet50_2"] = spec => new ResNet(spec, true, [3, 4, 6, 3], 64, Planes, widen: 2),
        ["vgg11"] = spec => new Vgg(spec, [1, 1, 2, 2, 2], batchNorm: false),
        ["vgg11_bn"] = spec => new Vgg(spec, [1, 1, 2, 2, 2], batchNorm: true),
        ["cifar_resnet8"] = spec => CifarResNet(spec, 8),
        ["cifar_resnet14"] = spec => CifarResNet(spec, 14),
        ["cifar_resnet20"] = spec => CifarResNet(spec, 20),
        ["cifar_resnet32"] = spec => CifarResNet(spec, 32),
        ["cifar_resnet44"] = spec => CifarResNet(spec, 44),
        ["cifar_resnet56"] = spec => CifarResNet(spec, 56),
        ["cifar_resnet110"] = spec => CifarResNet(spec, 110),
        ["cifar_resnet8x4"] = spec => CifarResNet(spec, 8, 4),
        ["cifar_resnet32x4"] = spec => CifarResNet(spec, 32, 4),
        ["cifar_vgg8"] = spec => new CifarVgg(spec, [1, 1, 1, 1, 1]),
        ["cifar_vgg11"] = spec => new CifarVgg(spec, [1, 1, 2, 2, 2]),
        ["cifar_vgg13"] = spec => new CifarVgg(spec, [2, 2, 2, 2, 2]),
        ["wrn_16_1"] = spec => new WideResNet(spec, 16, 1),
        ["wrn_16_2"] = spec => new WideResNet(spec, 16, 2),
        ["wrn_40_1"] = spec => new WideResNet(spec, 40, 1),
        ["wrn_40_2"] = spec => new WideResNet(spec, 40, 2),
        ["shuffle_v1"] = spec => new ShuffleNetV1(spec),
        ["shuffle_v2"] = spec => new ShuffleNetV2(spec),
        ["mobilefacenet"] = spec => new MobileFaceNet(spec),
    };

    /// <summary>
    /// Known architectures: torchvision's (resnet*, wide_resnet*, vgg*) with either stem, and those of the CIFAR-100
    /// distillation benchmark (cifar_*, wrn_*, shuffle_*), which have the CIFAR stem only; mobilefacenet, which ends in
    /// an embedding and has one stem.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = [.. Builders.Keys];

    /// <summary>
    /// Builds a network with PyTorch's default weights; <see cref="Initialization.Apply"/> makes them reproducible.
    /// </summary>
    /// <exception cref="ArgumentException">Unknown architecture, or a count, width or stem that it does not
    /// have.</exception>
    public static Backbone Create(ModelSpec spec)
    {
        if (!Builders.TryGetValue(spec.Architecture, out var build))
            throw Refuse($"unknown architecture; known are {string.Join(", ", Names)}");
        if (spec.Classes < 1)
            throw Refuse("a classifier needs at least one class");
        if (!(spec.Width > 0 && double.IsFinite(spec.Width)))
            throw Refuse("the width factor must be more than 0");
        if (spec.Stem == Stem.ImageNet && !BothStems.Any(spec.Architecture.StartsWith))
            throw Refuse("this architecture has no other stem");
        if (spec.Embedding < 1)
            throw Refuse("an embedding needs at least one column");
        if (spec.Enlarged < 1)
            throw Refuse("images are enlarged to one pixel at least");
        return spec.Embedding is { } size ? new EmbeddingNetwork(spec, size) : build(spec);

        ArgumentException Refuse(string why) => new($"{spec}: {why}.", nameof(spec));
    }

    /// <summary>6n + 2 layers in three stages; "x4" has twice the stem and four times the stage channels.</summary>
    private static ResNet CifarResNet(ModelSpec spec, int depth, int wide = 1)
    {
        var blocks = (depth - 2) / 6;
        return new(spec, false, [blocks, blocks, blocks], wide == 4 ? 32 : 16, [16 * wide, 32 * wide, 64 * wide]);
    }
}

/// <summary>Networks ready for use on a device.</summary>
public static class Network
{
    /// <summary>A network with the initial weights of a seed.</summary>
    /// <param name="precision">As recipes have it; see <see cref="MixedPrecision"/>.</param>
    public static Backbone Create(ModelSpec spec, long seed, Device device, string? precision = null)
    {
        var network = ModelZoo.Create(spec);
        Initialization.Apply(network, seed);
        MixedPrecision.Apply(network, precision);
        return network.to(device);
    }

    /// <summary>A trained network, frozen and in evaluation mode.</summary>
    /// <inheritdoc cref="Create"/>
    /// <exception cref="Common.DataFileException">The file is no weights of such a network.</exception>
    public static Backbone Load(ModelSpec spec, string path, Device device, string? precision = null)
    {
        var network = ModelZoo.Create(spec);
        Weights.Load(network, path);
        MixedPrecision.Apply(network, precision);
        network.to(device);
        network.eval();
        foreach (var parameter in network.parameters()) parameter.requires_grad = false;
        return network;
    }
}
