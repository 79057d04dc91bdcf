using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace CrossRes.Losses;

/// <summary>Learned linear maps between features of different widths.</summary>
internal static class LinearMap
{
    /// <summary>A map without bias; null where the widths are equal and it is not wanted always.</summary>
    internal static Linear? Between(long from, long to, bool always = false)
    {
        if (from == to && !always) return null;
        return torch.nn.Linear(from, to, hasBias: false);
    }
}
