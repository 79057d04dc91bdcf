using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>How a student's map is brought to the shape of the teacher's.</summary>
public enum MapAdapter { Regressor, Auto, Always, Never }

internal static class MapAdapters
{
    internal const string Meaning = "a regressor (convolution, batch normalisation) to the teacher's shape; or, the "
        + "larger map averaged, a 1×1 convolution: where channels differ, always, never";

    /// <summary>The module for maps of these shapes [c, h, w]; null where the map stays as it is.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit the adapter.</exception>
    internal static nn.Module<Tensor, Tensor>? Create(
        this MapAdapter adapter, string loss, long[] from, long[] to, bool relu)
    {
        if (adapter == MapAdapter.Regressor)
            return new MapRegressor(loss, from, to, relu);
        if (adapter == MapAdapter.Never && from[0] != to[0])
            throw new ArgumentException(
                $"loss {loss} compares maps of {from[0]} (student) and {to[0]} (teacher) channels: set adapter=auto");
        if (adapter == MapAdapter.Never || (adapter == MapAdapter.Auto && from[0] == to[0]))
            return null;
        return new Conv2d(from[0], to[0], 1, bias: false);
    }

    /// <summary>The maps of student and teacher, ready to be compared.</summary>
    internal static (Tensor Student, Tensor Teacher) Match(
        this nn.Module<Tensor, Tensor>? adapter, Tensor student, Tensor teacher)
    {
        if (adapter is not MapRegressor)
            (student, teacher) = MapLoss.SameSize(student, teacher);
        return (adapter?.call(student) ?? student, teacher);
    }
}
