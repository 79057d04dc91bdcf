using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// 1×1, 3×3 and 1×1 convolution, each with BN, added to the shortcut; four times <c>planes</c> channels come out.
/// He et al., "Deep Residual Learning for Image Recognition", figure 5 right, with the stride on the 3×3
/// convolution as torchvision has it.
/// </summary>
internal sealed class Bottleneck : nn.Module<Tensor, Tensor>, IResidualBlock
{
    internal const long Expansion = 4;

    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;
    private readonly Sequential? downsample;

    /// <param name="widen">Factor on the channels inside; 2 in wide networks.</param>
    internal Bottleneck(long from, long planes, long stride, long widen) : base(nameof(Bottleneck))
    {
        var (inner, to) = (planes * widen, planes * Expansion);
        register_module(nameof(conv1), conv1 = Conv1x1(from, inner));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(inner));
        register_module(nameof(conv2), conv2 = Conv3x3(inner, inner, stride));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(inner));
        register_module(nameof(conv3), conv3 = Conv1x1(inner, to));
        register_module(nameof(bn3), bn3 = nn.BatchNorm2d(to));
        if (stride != 1 || from != to)
            register_module(nameof(downsample), downsample = Chain([Conv1x1(from, to, stride), nn.BatchNorm2d(to)]));
    }

    public BatchNorm2d LastNorm => bn3;

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = bn1.call(conv1.call(x)).relu_();
        y = bn2.call(conv2.call(y)).relu_();
        y = bn3.call(conv3.call(y));
        return y.add_(downsample?.call(x) ?? x).relu_().MoveToOuterDisposeScope();
    }
}
