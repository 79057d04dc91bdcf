using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// One half of the channels passes 1×1, depthwise 3×3 and 1×1 convolutions with BN, the other stays; then both are
/// shuffled. Ma et al., "ShuffleNet V2", figure 3c.
/// </summary>
internal sealed class ShuffleBlockV2 : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;

    /// <param name="channels">In and out, even.</param>
    internal ShuffleBlockV2(long channels) : base(nameof(ShuffleBlockV2))
    {
        var half = channels / 2;
        register_module(nameof(conv1), conv1 = Conv1x1(half, half));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(half));
        register_module(nameof(conv2), conv2 = Depthwise3x3(half));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(half));
        register_module(nameof(conv3), conv3 = Conv1x1(half, half));
        register_module(nameof(bn3), bn3 = nn.BatchNorm2d(half));
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var halves = x.chunk(2, 1);
        var y = bn1.call(conv1.call(halves[1])).relu_();
        y = bn3.call(conv3.call(bn2.call(conv2.call(y)))).relu_();
        return Shuffle(cat([halves[0], y], 1), 2).MoveToOuterDisposeScope();
    }
}
