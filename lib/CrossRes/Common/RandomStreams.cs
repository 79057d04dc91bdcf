using System.Text;
using static TorchSharp.torch;

namespace CrossRes.Common;

/// <summary>
/// Random streams by key: every draw is a function of (seed, purpose, indices) and of nothing drawn before,
/// so it stays the same on resume, with another batch size, with more epochs or with another order of calls.
/// Purposes used in this library: <c>order</c>, <c>classes</c>, <c>images of a class</c>, <c>augment</c>, <c>init</c>,
/// <c>synthetic …</c>, <c>clusters</c>, <c>uccs …</c>, <c>corruption …</c>, <c>shift order</c>.
/// </summary>
public static class RandomStreams
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>
    /// 64-bit key: h ← mix(seed), h ← mix(h ⊕ fnv1a(purpose)), then for each index h ← mix(h ⊕ index),
    /// where mix is one step of SplitMix64 and fnv1a the 64-bit FNV-1a hash of the UTF-8 text.
    /// </summary>
    public static long Key(long seed, string purpose, params ReadOnlySpan<long> index)
    {
        var key = Mix(Mix((ulong)seed) ^ Fnv1a(purpose));
        foreach (var i in index)
            key = Mix(key ^ (ulong)i);
        return (long)key;
    }

    /// <summary>
    /// A CPU generator that starts at <see cref="Key"/>. Dispose it. libtorch's CPU engine keeps the low 32 bits
    /// of a seed, hence the mixing above.
    /// </summary>
    public static Generator Generator(long seed, string purpose, params ReadOnlySpan<long> index) =>
        new((ulong)Key(seed, purpose, index), CPU);

    /// <summary>
    /// One uniform integer in [0, <paramref name="bound"/>) per counter, each a function of
    /// (<paramref name="key"/>, counter) alone.
    /// </summary>
    public static long[] Draw(long key, ReadOnlySpan<long> counters, long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var draws = new long[counters.Length];
        for (var i = 0; i < draws.Length; i++)
            draws[i] = (long)Math.BigMul(Mix((ulong)key ^ (ulong)counters[i]), (ulong)bound, out _);
        return draws;
    }

    private static ulong Mix(ulong x)
    {
        x += Gamma;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static ulong Fnv1a(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }
}
