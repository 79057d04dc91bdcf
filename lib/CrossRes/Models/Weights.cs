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
        using var frozen = no_grad();
        var source = Safetensors.Load(path);
        var target = model.state_dict();
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
