using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// x' + conv3×3(ReLU(BN(conv3×3(a)))) with a = ReLU(BN(x)); x' is x, or conv1×1(a) when the channels change.
/// Zagoruyko and Komodakis, "Wide Residual Networks", without dropout.
/// </summary>
internal sealed class WideBlock : nn.Module<Tensor, Tensor>
{
    private readonly BatchNorm2d bn1, bn2;
    private readonly Conv2d conv1, conv2;
    private readonly Conv2d? convShortcut;

    internal WideBlock(long from, long to, long stride) : base(nameof(WideBlock))
    {
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(from));
        register_module(nameof(conv1), conv1 = Conv3x3(from, to, stride));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(to));
        register_module(nameof(conv2), conv2 = Conv3x3(to, to));
        if (stride != 1 || from != to)
            register_module(nameof(convShortcut), convShortcut = Conv1x1(from, to, stride));
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var active = bn1.call(x).relu_();
        var y = bn2.call(conv1.call(active)).relu_();
        return conv2.call(y).add_(convShortcut?.call(active) ?? x).MoveToOuterDisposeScope();
    }
}
