using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;
using ConvTranspose2d = CrossRes.Models.ConvTranspose2d;

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

/// <summary>When a learned linear map comes before the comparison: where widths differ, always, never.</summary>
public enum Adapter { Auto, Always, Never }

internal static class LinearAdapter
{
    /// <summary>A map without bias; null where the widths are equal and it is not wanted always.</summary>
    internal static Linear? Between(long from, long to, bool always = false) =>
        from == to && !always ? null : torch.nn.Linear(from, to, hasBias: false);
}

/// <summary>3×3 convolutions that keep the size, each followed by a leaky ReLU of slope 0.1.</summary>
internal sealed class ConvStack : nn.Module<Tensor, Tensor>
{
    private const double Slope = 0.1;

    private readonly nn.Module<Tensor, Tensor>[] convolutions;
    private readonly BatchNorm2d[] norms;

    /// <param name="channels">Before the first convolution, and after each.</param>
    /// <param name="normalized">Whether batch normalisation follows each convolution.</param>
    internal ConvStack(long[] channels, bool transposed, bool normalized) : base(nameof(ConvStack))
    {
        convolutions = [.. channels.Zip(channels.Skip(1), (from, to) => transposed
            ? new ConvTranspose2d(from, to, 3, padding: 1)
            : (nn.Module<Tensor, Tensor>)new Conv2d(from, to, 3, padding: 1))];
        norms = normalized ? [.. channels.Skip(1).Select(c => nn.BatchNorm2d(c))] : [];
        for (var i = 0; i < convolutions.Length; i++)
            register_module($"conv{i}", convolutions[i]);
        for (var i = 0; i < norms.Length; i++)
            register_module($"bn{i}", norms[i]);
    }

    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < convolutions.Length; i++)
        {
            map = convolutions[i].call(map);
            if (i < norms.Length)
            {
                // the statistics of a single value are not defined
                norms[i].train(training && map.numel() > map.shape[1]);
                map = norms[i].call(map);
            }
            map = map.leaky_relu(Slope);
        }
        return map.MoveToOuterDisposeScope();
    }
}

/// <summary>
/// RepDistiller's regressor from one map to the shape of another: a convolution of stride 2 where the map is twice as
/// high, a transposed one where it is half as high, else a convolution without padding that leaves the wanted height;
/// then batch normalisation and, if wanted, ReLU.
/// </summary>
internal sealed class MapRegressor : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> conv;
    private readonly BatchNorm2d bn;
    private readonly bool relu;

    /// <param name="loss">Named where the shapes do not fit.</param>
    /// <param name="from">Channels, height, width.</param>
    /// <param name="to">Channels, height, width.</param>
    internal MapRegressor(string loss, long[] from, long[] to, bool relu) : base(nameof(MapRegressor))
    {
        this.relu = relu;
        conv = (from[1], to[1]) switch
        {
            var (high, low) when high == 2 * low => new Conv2d(from[0], to[0], 3, stride: 2, padding: 1),
            var (low, high) when 2 * low == high => new ConvTranspose2d(from[0], to[0], 4, stride: 2, padding: 1),
            var (high, low) when high >= low && from[2] >= to[2] =>
                new Conv2d(from[0], to[0], (1 + from[1] - to[1], 1 + from[2] - to[2])),
            _ => throw new ArgumentException(
                $"loss {loss} has no regressor from maps of {from[1]}×{from[2]} to {to[1]}×{to[2]}: "
                + "set adapter=always, which averages the larger map"),
        };
        bn = nn.BatchNorm2d(to[0]);
        register_module(nameof(conv), conv);
        register_module(nameof(bn), bn);
    }

    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        var mapped = conv.call(map);
        // the statistics of a single value are not defined
        bn.train(training && mapped.numel() > mapped.shape[1]);
        var normal = bn.call(mapped);
        return (relu ? normal.relu() : normal).MoveToOuterDisposeScope();
    }
}
