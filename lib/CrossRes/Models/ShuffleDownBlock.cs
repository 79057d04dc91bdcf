using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Halves the map by two branches, depthwise 3×3 and 1×1 convolutions with BN, whose outputs are shuffled.
/// Ma et al., "ShuffleNet V2", figure 3d.
/// </summary>
internal sealed class ShuffleDownBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3, conv4, conv5;
    private readonly BatchNorm2d bn1, bn2, bn3, bn4, bn5;

    internal ShuffleDownBlock(long from, long to) : base(nameof(ShuffleDownBlock))
    {
        var half = to / 2;
        register_module(nameof(conv1), conv1 = Depthwise3x3(from, stride: 2));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(from));
        register_module(nameof(conv2), conv2 = Conv1x1(from, half));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(half));
        register_module(nameof(conv3), conv3 = Conv1x1(from, half));
        register_module(nameof(bn3), bn3 = nn.BatchNorm2d(half));
        register_module(nameof(conv4), conv4 = Depthwise3x3(half, stride: 2));
        register_module(nameof(bn4), bn4 = nn.BatchNorm2d(half));
        register_module(nameof(conv5), conv5 = Conv1x1(half, half));
        register_module(nameof(bn5), bn5 = nn.BatchNorm2d(half));
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var left = bn2.call(conv2.call(bn1.call(conv1.call(x)))).relu_();
        var right = bn3.call(conv3.call(x)).relu_();
        right = bn5.call(conv5.call(bn4.call(conv4.call(right)))).relu_();
        return Shuffle(cat([left, right], 1), 2).MoveToOuterDisposeScope();
    }
}
