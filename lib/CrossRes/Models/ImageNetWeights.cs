using CrossRes.Common;
using CrossRes.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// ImageNet weights of <see cref="Architecture"/>, from the ONNX file of Microsoft's package
/// Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT): basic blocks [2, 2, 2, 3], without a classifier. It is not
/// torchvision's ResNet18, which has [2, 2, 2, 2], and fits no network of that name.
/// </summary>
public static class ImageNetWeights
{
    /// <summary>The network, in <see cref="ModelZoo"/>.</summary>
    public const string Architecture = "resnet_2223";

    /// <summary>The package, its version, and the file in it.</summary>
    public const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18", Version = "0.23.1",
        FileInPackage = "tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx";

    /// <summary>SHA-256 of that file, 63,653,533 bytes.</summary>
    public const string OnnxSha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    /// <summary>What the package subtracts of pixels 0 … 255, red first; it divides by nothing.</summary>
    private static readonly double[] Mean = [123.152, 115.903, 103.063];

    /// <summary>
    /// Reads them for images that are normalised as everywhere here (<see cref="Data.Normalization.ImageNet"/>).
    /// </summary>
    /// <remarks>
    /// The package reads blue, green, red, in 0 … 255 less its mean m. With x = (p/255 − μ)/σ that is
    /// 255σ·x + (255μ − m): the first convolution's weights are turned to red, green, blue and multiplied by 255σ; what
    /// is added, half a gray level, goes into the mean of the normalisation behind it: away from the border, where
    /// zeros are padded, the same number.
    /// </remarks>
    /// <returns>By torchvision's names; tensors of the caller's dispose scope.</returns>
    /// <exception cref="DataFileException">The file is damaged, or holds another network.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        var file = new OnnxFile(path);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var network = ModelZoo.Create(new ModelSpec(Architecture, 1, Stem: Stem.ImageNet));
        var shapes = network.state_dict().ToDictionary(t => t.Key, t => t.Value.shape);
        var layers = file.Nodes.Where(n => n.Operator is "Conv" or "BatchNormalization").ToList();
        var wanted = Layers().ToList();
        if (layers.Count != wanted.Count) throw new DataFileException(path,
            $"holds {layers.Count} convolutions and batch normalizations, {Architecture} has {wanted.Count}",
            $"name {FileInPackage} of {Package} {Version}");
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (layer, name) in layers.Zip(wanted))
        {
            string[] parts = layer.Operator == "Conv" ? ["weight"] : ["weight", "bias", "running_mean", "running_var"];
            if (layer.Inputs.Count <= parts.Length) throw new DataFileException(path,
                $"{name} lacks one of {string.Join(", ", parts)}", $"name {FileInPackage} of {Package} {Version}");
            foreach (var (part, input) in parts.Zip(layer.Inputs.Skip(1)))
                if (!shapes.TryGetValue($"{name}.{part}", out var shape)) throw new DataFileException(path,
                    $"{layer.Operator} stands where {Architecture} has {name}",
                    $"name {FileInPackage} of {Package} {Version}");
                else tensors[$"{name}.{part}"] = file.Tensor(input, shape);
        }
        FoldPixels(tensors);
        foreach (var tensor in tensors.Values) tensor.MoveToOuterDisposeScope();
        return tensors;
    }

    /// <summary>Convolutions and normalisations in the graph's order, by torchvision's names.</summary>
    private static IEnumerable<string> Layers()
    {
        IEnumerable<string> Block(string name) =>
            [$"{name}.conv1", $"{name}.bn1", $"{name}.conv2", $"{name}.bn2"];
        return
        [
            "conv1", "bn1", .. Block("layer1.0"), .. Block("layer1.1"),
            .. from stage in (int[])[2, 3, 4]
               from layer in (string[])[$"layer{stage}.0.downsample.0", $"layer{stage}.0.downsample.1",
                   .. Block($"layer{stage}.0"), .. Block($"layer{stage}.1")]
               select layer,
            .. Block("layer4.2"),
        ];
    }

    private static void FoldPixels(Dictionary<string, Tensor> tensors)
    {
        var (mean, std) = (Channels(Normalization.ImageNet.Mean), Channels(Normalization.ImageNet.Std));
        var colours = tensors["conv1.weight"].flip(1); // red, green, blue
        // the convolution without the offset is smaller by this, and so is its mean
        var offset = (colours * (255 * mean - Channels(Mean))).sum([1, 2, 3]);
        tensors["bn1.running_mean"] = tensors["bn1.running_mean"] - offset;
        tensors["conv1.weight"] = colours * (255 * std);

        static Tensor Channels(IReadOnlyList<double> values) =>
            tensor(values.ToArray(), dtype: ScalarType.Float32).view(1, 3, 1, 1);
    }
}
