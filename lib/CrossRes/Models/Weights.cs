using CrossRes.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// A network's state dict as safetensors. Names are torchvision's (or RepDistiller's), so weights that were
/// converted from there load as they are.
/// </summary>
public static class Weights
{
    private const int Named = 8;
    private static readonly string[] Classifiers = ["fc.", "classifier."]; // ResNet's and VGG's last layers

    /// <summary>Writes every parameter and buffer under its state-dict name.</summary>
    public static void Save(nn.Module model, string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        Safetensors.Save(path, model.state_dict(), metadata);

    /// <summary>
    /// Reads every parameter and buffer by name, converting to the network's type and device. Nothing is changed
    /// unless all names and shapes fit.
    /// </summary>
    /// <exception cref="DataFileException">Names the tensors that are missing, unexpected or of another shape.</exception>
    public static void Load(nn.Module model, string path)
    {
        using var scope = NewDisposeScope();
        Copy(Safetensors.Load(path), model.state_dict(), model, path);
    }

    /// <summary>
    /// Reads pretrained weights, such as torchvision's of ImageNet, for all but the classifier: the network's last linear layers
    /// keep what they have, and those of the file are left out.
    /// </summary>
    /// <returns>Names in the file that were left out.</returns>
    /// <exception cref="DataFileException">Names the other tensors that are missing, unexpected or of another shape.</exception>
    public static IReadOnlyList<string> LoadBackbone(Backbone model, string path)
    {
        using var scope = NewDisposeScope();
        var source = Safetensors.Load(path);
        var target = model.state_dict().Where(t => !IsClassifier(model.PretrainedName(t.Key))).ToDictionary(t => model.PretrainedName(t.Key), t => t.Value);
        Copy(source.Where(t => !IsClassifier(t.Key)).ToDictionary(), target, model, path);
        return [.. source.Keys.Where(IsClassifier).Order(StringComparer.Ordinal)];

        static bool IsClassifier(string name) => Classifiers.Any(c => name.StartsWith(c, StringComparison.Ordinal));
    }

    private static void Copy(IReadOnlyDictionary<string, Tensor> source, IReadOnlyDictionary<string, Tensor> target, nn.Module model, string path)
    {
        using var frozen = no_grad();
        var faults = target.Keys.Except(source.Keys).Select(name => $"missing {name}")
            .Concat(source.Keys.Except(target.Keys).Select(name => $"unexpected {name}"))
            .Concat(target.Keys.Intersect(source.Keys)
                .Where(name => !target[name].shape.SequenceEqual(source[name].shape))
                .Select(name => $"{name} is {Shape(source[name])}, not {Shape(target[name])}"))
            .ToList();
        if (faults.Count > 0)
            throw new DataFileException(
                path,
                $"does not fit {model.GetName()}: {string.Join("; ", faults.Take(Named))}"
                    + (faults.Count > Named ? $"; and {faults.Count - Named} more" : ""),
                "load it into a network of the architecture, width, stem and classes that it was saved from");
        foreach (var (name, tensor) in target)
            tensor.copy_(source[name]);
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
