using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace Repro.Bench.Trust.Readers;

/// <summary>safetensors: any tensors, and a network's weights.</summary>
internal static class WeightReaders
{
    private static readonly Lazy<Backbone> Network = new(() => ModelZoo.Create(Spec));

    private static ModelSpec Spec => new("cifar_resnet8", 4, 0.25);

    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("safetensors", "any.safetensors", (path, _) => Load(path), () =>
            [Scratch.Written(Tensors)], patterns: "*.safetensors") with { HasEnd = true },
        Scratch.Reader("weights", "net.safetensors", (path, _) => Weights.Load(Network.Value, path), () =>
            [Scratch.Written(Trained)]) with { HasEnd = true },
    ];

    private static void Load(string path)
    {
        using var scope = NewDisposeScope();
        Safetensors.Load(path);
    }

    private static void Tensors(string path)
    {
        using var scope = NewDisposeScope();
        Safetensors.Save(path, new Dictionary<string, Tensor>
        {
            ["a.weight"] = arange(24, ScalarType.Float32).view(2, 3, 4), ["b"] = zeros(0, 5), ["c"] = tensor(7L),
            ["d"] = ones(3, ScalarType.Float16),
            ["e"] = ones(2, ScalarType.BFloat16), ["f"] = ones(9, ScalarType.Byte), ["g"] = ones(2, ScalarType.Bool),
            ["h"] = ones(2, 2, ScalarType.Float64),
        }, new Dictionary<string, string> { ["format"] = "pt" });
    }

    private static void Trained(string path)
    {
        using var net = ModelZoo.Create(Spec);
        Weights.Save(net, path);
    }
}
