using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;
using ConvTranspose2d = CrossRes.Models.ConvTranspose2d;

namespace CrossRes.Losses;

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
