using CrossRes.Common;
using CrossRes.Data;
using static TorchSharp.torch;

namespace CrossRes.Models;

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
