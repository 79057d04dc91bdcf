using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Grouped 1×1 convolution, channel shuffle, depthwise 3×3 and grouped 1×1 convolution, each with BN; added to the
/// input, or where the map is halved appended to its average. Zhang et al., "ShuffleNet", figure 2.
/// </summary>
internal sealed class ShuffleBlockV1 : nn.Module<Tensor, Tensor>
{
    internal const long Groups = 3, Reduction = 4;

    private readonly long groups;
    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;
    private readonly AvgPool2d? pool;

    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels computed.</param>
    /// <param name="groups">Of the first convolution.</param>
    /// <param name="halve">Whether the map is halved and the input appended.</param>
    internal ShuffleBlockV1(long from, long to, long groups, bool halve) : base(nameof(ShuffleBlockV1))
    {
        this.groups = groups;
        var inner = to / Reduction;
        register_module(nameof(conv1), conv1 = new Conv2d(from, inner, 1, groups: groups, bias: false));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(inner));
        register_module(nameof(conv2), conv2 = Depthwise3x3(inner, halve ? 2 : 1));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(inner));
        register_module(nameof(conv3), conv3 = new Conv2d(inner, to, 1, groups: Groups, bias: false));
        register_module(nameof(bn3), bn3 = nn.BatchNorm2d(to));
        if (halve)
            register_module("shortcut", pool = nn.AvgPool2d(3, stride: 2, padding: 1));
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = Shuffle(bn1.call(conv1.call(x)).relu_(), groups);
        y = bn2.call(conv2.call(y)).relu_();
        y = bn3.call(conv3.call(y));
        return (pool is null ? y.add_(x) : cat([y, pool.call(x)], 1)).relu_().MoveToOuterDisposeScope();
    }
}
