using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// What a loss draws at random: each draw is a function of the seed, the purpose and its number, which is in the
/// checkpoint.
/// </summary>
internal sealed class Draws : nn.Module
{
    private readonly long seed;
    private readonly string purpose;

    internal Draws(long seed, string purpose) : base(nameof(Draws))
    {
        (this.seed, this.purpose) = (seed, purpose);
        register_buffer("done", zeros(1, dtype: int64));
    }

    /// <summary>The generator of the next draw. Dispose it.</summary>
    internal Generator Next()
    {
        using var frozen = no_grad();
        var done = get_buffer("done")!;
        var generator = Streams.Generator(seed, purpose, done.cpu().item<long>());
        done.add_(1);
        return generator;
    }
}
