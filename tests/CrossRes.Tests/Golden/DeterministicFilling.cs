using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>
/// Weights and inputs that follow from integers alone, so that golden files need not carry them: a SplitMix64 hash
/// of (seed, tensor index, element index) mapped to [-1, 1), or a sine.
/// </summary>
internal static class DeterministicFilling
{
    private const int Chunk = 1 << 20;

    /// <summary>24 bits of the hash, in [-1, 1).</summary>
    internal static double Uniform(ulong seed, ulong tensor, ulong element)
    {
        var z = unchecked((seed << 56) + ((tensor + 1) << 32) + element) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 40) / (double)(1 << 23) - 1;
    }

    /// <summary>Overwrites a contiguous tensor by the rule {rule, offset, scale}, rounded to float32.</summary>
    internal static void Fill(Tensor target, JsonElement entry, ulong seed, ulong tensor)
    {
        var (offset, scale) = (entry.GetProperty("offset").GetDouble(), entry.GetProperty("scale").GetDouble());
        Func<ulong, double> rule = entry.GetProperty("rule").GetString() switch
        {
            "uniform" => i => offset + scale * Uniform(seed, tensor, i),
            "uniformabs" => i => offset + scale * Math.Abs(Uniform(seed, tensor, i)),
            "sin" => i => offset + scale * Math.Sin(0.37 * i + 0.11 * tensor),
            "sinabs" => i => offset + scale * Math.Abs(Math.Sin(0.37 * i + 0.11 * tensor)),
            "const" => _ => offset,
            var unknown => throw new FormatException($"unknown filling rule {unknown}"),
        };
        var flat = target.view(-1);
        var count = flat.shape[0];
        for (var start = 0L; start < count; start += Chunk)
        {
            using var scope = NewDisposeScope();
            var values = new float[Math.Min(Chunk, count - start)];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)rule((ulong)(start + i));
            flat.narrow(0, start, values.Length).copy_(torch.tensor(values));
        }
    }
}
