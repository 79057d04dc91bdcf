using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>An array of a golden file: flattened row-major, as numbers of C#.</summary>
public sealed record GoldenArray(long[] Shape, double[] Data)
{
    public Tensor ToFloat64(bool requiresGrad = false) =>
        tensor(Data, Shape, dtype: float64, requires_grad: requiresGrad);

    public Tensor ToInt64() => ToFloat64().to_type(ScalarType.Int64);

    /// <summary>The first disagreement with <paramref name="got"/>, or null where all entries agree.</summary>
    public string? Disagreement(Tensor got, double rtol, double atol)
    {
        if (!got.shape.AsSpan().SequenceEqual(Shape))
            return $"shape [{string.Join(", ", got.shape)}], expected [{string.Join(", ", Shape)}]";
        using var scope = NewDisposeScope();
        var data = got.detach().cpu().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        for (var i = 0; i < Data.Length; i++)
        {
            // negated, so that NaN disagrees
            if (!(Math.Abs(data[i] - Data[i]) <= atol + rtol * Math.Abs(Data[i])))
                return $"entry {i} is {data[i]:R}, expected {Data[i]:R} (rtol {rtol}, atol {atol})";
        }
        return null;
    }
}
