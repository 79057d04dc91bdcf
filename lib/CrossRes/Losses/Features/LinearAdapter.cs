using TorchSharp;
using TorchSharp.Modules;

namespace CrossRes.Losses;

/// <summary>When a learned linear map comes before the comparison: where widths differ, always, never.</summary>
public enum Adapter { Auto, Always, Never }

internal static class LinearAdapter
{
    /// <summary>A map without bias; null where the widths are equal and it is not wanted always.</summary>
    internal static Linear? Between(long from, long to, bool always = false) =>
        from == to && !always ? null : torch.nn.Linear(from, to, hasBias: false);
}
