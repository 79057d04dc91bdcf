using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// ReLU(x' + BN(conv3×3(ReLU(BN(conv3×3(x)))))), where x' is x, or BN(conv1×1(x)) when the shape changes.
/// He et al., "Deep Residual Learning for Image Recognition", figure 5 left.
/// </summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>, IResidualBlock
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential? downsample;

    internal BasicBlock(long from, long planes, long stride) : base(nameof(BasicBlock))
    {
        register_module(nameof(conv1), conv1 = Conv3x3(from, planes, stride));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(planes));
        register_module(nameof(conv2), conv2 = Conv3x3(planes, planes));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(planes));
        if (stride != 1 || from != planes)
            register_module(nameof(downsample),
                downsample = Chain([Conv1x1(from, planes, stride), nn.BatchNorm2d(planes)]));
    }

    public BatchNorm2d LastNorm => bn2;

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = bn1.call(conv1.call(x)).relu_();
        y = bn2.call(conv2.call(y));
        return y.add_(downsample?.call(x) ?? x).relu_().MoveToOuterDisposeScope();
    }
}
