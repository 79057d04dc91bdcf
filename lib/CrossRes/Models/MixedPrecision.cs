using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Convolutions in bfloat16, which has float32's range and 8 of its 24 bits: x̂ = x·(1 + δ), |δ| ≤ 2⁻⁹. Weights stay
/// float32 and are rounded anew in each pass, so that steps smaller than bfloat16's add up; what lies between
/// convolutions, their batch normalization too, is bfloat16 with statistics and parameters in float32; the pooled
/// embedding, linear layers, PReLU, and all that a network shows, and so every loss, are float32. PyTorch's autocast
/// rounds linear layers too: here they are a hundredth of the work, and their outputs are what losses compare.
/// Micikevicius et al., "Mixed Precision Training"; Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training".
/// </summary>
/// <remarks>TorchSharp 0.107 binds nothing of PyTorch's autocast.</remarks>
public static class MixedPrecision
{
    /// <summary>All in float32.</summary>
    public const string Float32 = "float32";

    /// <summary>Convolutions in bfloat16.</summary>
    public const string Bf16 = "bf16";

    /// <returns>The precision as recipes have it: null for float32, which they are older than.</returns>
    /// <exception cref="ArgumentException">There is no such precision.</exception>
    public static string? Named(string precision) => precision switch
    {
        Float32 => null,
        Bf16 => Bf16,
        _ => throw new ArgumentException($"--precision {precision}: write {Float32} or {Bf16}"),
    };

    /// <summary>What a command of that precision is told; nothing for float32.</summary>
    public static string Option(string? precision) => precision == Bf16 ? $" --precision {Bf16}" : "";

    /// <summary>Makes a network compute so; null leaves it as it is.</summary>
    internal static void Apply(Backbone network, string? precision)
    {
        if (precision is null) return;
        foreach (var module in network.modules())
            if (module is Conv2d convolution) convolution.Format = ScalarType.BFloat16;
            else if (module is Linear or PReLU or AdaptiveAvgPool2d)
                ((nn.Module<Tensor, Tensor>)module).register_forward_pre_hook((_, x) => Full(x));
    }

    /// <summary>In float32 where it is bfloat16; the same tensor where it is not.</summary>
    internal static Tensor Full(Tensor x) => x.dtype == ScalarType.BFloat16 ? x.to_type(ScalarType.Float32) : x;
}
