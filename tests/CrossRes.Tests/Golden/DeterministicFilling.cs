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
        var flat = target.view(-1);
        var count = flat.shape[0];
        var values = new float[Math.Min(Chunk, count)];
        for (var start = 0L; start < count; start += Chunk)
        {
            using var scope = NewDisposeScope();
            var part = values.AsSpan(0, (int)Math.Min(Chunk, count - start));
            Fill(part, entry.GetProperty("rule").GetString()!, offset, scale, seed, tensor, (ulong)start);
            flat.narrow(0, start, part.Length).copy_(torch.tensor(part.Length == values.Length ? values : part.ToArray()));
        }
    }

    // a loop for each rule: the largest networks have a hundred million numbers
    private static void Fill(Span<float> values, string rule, double offset, double scale, ulong seed, ulong tensor, ulong start)
    {
        switch (rule)
        {
            case "uniform":
                for (var i = 0; i < values.Length; i++) values[i] = (float)(offset + scale * Uniform(seed, tensor, start + (ulong)i));
                break;
            case "uniformabs":
                for (var i = 0; i < values.Length; i++) values[i] = (float)(offset + scale * Math.Abs(Uniform(seed, tensor, start + (ulong)i)));
                break;
            case "sin":
                for (var i = 0; i < values.Length; i++) values[i] = (float)(offset + scale * Math.Sin(0.37 * (start + (ulong)i) + 0.11 * tensor));
                break;
            case "sinabs":
                for (var i = 0; i < values.Length; i++) values[i] = (float)(offset + scale * Math.Abs(Math.Sin(0.37 * (start + (ulong)i) + 0.11 * tensor)));
                break;
            case "const":
                values.Fill((float)offset);
                break;
            default:
                throw new FormatException($"unknown filling rule {rule}");
        }
    }
}
