using CrossRes.Common;
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
    /// Reads every parameter and buffer by name, converting to the network's type and device. Names may stand behind
    /// one prefix, counters of batch normalization may be missing, and what holds no floating-point numbers may be
    /// there besides.
    /// Nothing is
    /// changed unless all names and shapes fit.
    /// </summary>
    /// <exception cref="DataFileException">Names the tensors that are missing, unexpected, or of another shape or
    /// type.</exception>
    public static void Load(nn.Module model, string path)
    {
        using var scope = NewDisposeScope();
        var target = model.state_dict();
        Copy(WeightFile.Read(path, target.Keys), target, model);
    }

    /// <summary>
    /// Reads pretrained weights, such as torchvision's of ImageNet, for all but the classifier: the network's last
    /// linear layers keep what they have, and those of the file are left out.
    /// </summary>
    /// <returns>Names in the file that were left out.</returns>
    /// <exception cref="DataFileException">Names the other tensors that are missing, unexpected, or of another shape or
    /// type.</exception>
    public static IReadOnlyList<string> LoadBackbone(Backbone model, string path)
    {
        using var scope = NewDisposeScope();
        var target = model.state_dict().Where(t => !IsClassifier(model.PretrainedName(t.Key))).ToDictionary(t =>
            model.PretrainedName(t.Key), t => t.Value);
        var file = WeightFile.Read(path, target.Keys);
        Copy(file with { Tensors = file.Tensors.Where(t => !IsClassifier(t.Key)).ToDictionary() }, target, model);
        return [.. file.Tensors.Keys.Where(IsClassifier).Order(StringComparer.Ordinal)];

        static bool IsClassifier(string name) => Classifiers.Any(c => name.StartsWith(c, StringComparison.Ordinal));
    }

    private static void Copy(WeightFile file, IReadOnlyDictionary<string, Tensor> target, nn.Module model)
    {
        using var frozen = no_grad();
        var source = file.Tensors;
        var faults = target.Keys.Except(source.Keys).Where(name => !ForeignNames.MayBeMissing(name))
            .Select(name => file.Unread.TryGetValue(name, out var dtype)
                ? $"{name} is stored as {dtype}, which is not read" : $"missing {name}")
            .Concat(source.Where(s => !target.ContainsKey(s.Key) && s.Value.is_floating_point()).Select(s =>
                $"unexpected {s.Key}"))
            .Concat(target.Where(t => source.ContainsKey(t.Key)).Select(t =>
                Misfit(t.Key, source[t.Key], t.Value)).OfType<string>())
            .ToList();
        if (faults.Count > 0)
            throw new DataFileException(
                file.Path,
                $"does not fit {model.GetName()}: {string.Join("; ", faults.Take(Named))}"
                    + (faults.Count > Named ? $"; and {faults.Count - Named} more" : ""),
                Remedy(file, target.Keys));
        foreach (var (name, tensor) in target)
            if (source.TryGetValue(name, out var given)) tensor.copy_(given);
            else tensor.zero_();
    }

    private static string? Misfit(string name, Tensor given, Tensor wanted) =>
        !wanted.shape.SequenceEqual(given.shape) ? $"{name} is {Shape(given)}, not {Shape(wanted)}"
        : wanted.is_floating_point() && !given.is_floating_point()
            ? $"{name} holds whole numbers ({given.dtype}), as quantized weights do"
        : given.is_floating_point() && !given.isfinite().all().ToBoolean() ? $"{name} has values that are not finite"
        : null;

    private static string Remedy(WeightFile file, IEnumerable<string> wanted)
    {
        const string load =
            "load it into a network of the architecture, width, stem and classes that it was saved from";
        var shared = ForeignNames.Likely([.. wanted], [.. file.Tensors.Keys]);
        return shared is not null
            ? $"its names begin with \"{shared}\" and are not all of the network's without it: {load}"
            : file.Unread.Count > 0 ? $"store the weights as F32, F16 or BF16, and {load}"
            : load;
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}

/// <summary>The tensors of a weights file under the names that a network has for them.</summary>
/// <param name="Tensors">In the caller's dispose scope.</param>
/// <param name="Unread">Names and types of those that are stored in a type that is not read.</param>
internal sealed record WeightFile(string Path, IReadOnlyDictionary<string, Tensor> Tensors,
    IReadOnlyDictionary<string, string> Unread)
{
    /// <param name="wanted">The network's names.</param>
    /// <exception cref="DataFileException">The file is missing or malformed.</exception>
    internal static WeightFile Read(string path, IEnumerable<string> wanted)
    {
        var tensors = Safetensors.Load(path, out _, out var unread);
        var prefix = ForeignNames.Prefix([.. wanted], [.. tensors.Keys, .. unread.Keys]);
        return new(path, Plain(tensors), Plain(unread));

        Dictionary<string, T> Plain<T>(IReadOnlyDictionary<string, T> named) => named.ToDictionary(
            t => t.Key.StartsWith(prefix, StringComparison.Ordinal) ? t.Key[prefix.Length..] : t.Key, t => t.Value);
    }
}

/// <summary>
/// How other programs name a network's tensors: all of them behind one prefix, as data-parallel training
/// (<c>module.</c>), compilation (<c>_orig_mod.</c>) and wrappers (<c>backbone.</c>, <c>model.</c>) leave them; or
/// without the counters of batch
/// normalization, which PyTorch before 0.4.1 did not store.
/// </summary>
internal static class ForeignNames
{
    private const string Counter = "num_batches_tracked";

    /// <summary>Whether a tensor that is missing counts as 0.</summary>
    internal static bool MayBeMissing(string name) => name.EndsWith(Counter, StringComparison.Ordinal);

    /// <summary>
    /// The prefix behind which the names stand; empty where there is none, or where it does not give all of them.
    /// </summary>
    /// <param name="wanted">The network's names.</param>
    /// <param name="given">Those of the file.</param>
    internal static string Prefix(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> given)
    {
        var needed = wanted.Where(name => !MayBeMissing(name)).ToList();
        var known = given.ToHashSet();
        return needed.Count == 0 || needed.All(known.Contains)
            ? "" : Prefixes(needed[0], given).FirstOrDefault(p => needed.All(n => known.Contains(p + n)), "");
    }

    /// <summary>
    /// The prefix that most of the file's names have, where they are some of the network's behind it; for messages.
    /// </summary>
    internal static string? Likely(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> given) =>
        wanted.SelectMany(name => Prefixes(name, given)).CountBy(p => p).Where(p => 2 * p.Value > given.Count)
            .OrderByDescending(p => p.Value).FirstOrDefault().Key;

    private static IEnumerable<string> Prefixes(string name, IEnumerable<string> given) =>
        given.Where(g => g.Length > name.Length && g.EndsWith($".{name}", StringComparison.Ordinal)).Select(g =>
            g[..^name.Length]);
}
