using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>A convolution without bias, batch normalization and, if active, PReLU.</summary>
internal sealed class NormedConv : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;
    private readonly PReLU? prelu;

    internal NormedConv(Conv2d convolution, long channels, bool active) : base(nameof(NormedConv))
    {
        register_module(nameof(conv), conv = convolution);
        register_module(nameof(bn), bn = nn.BatchNorm2d(channels));
        if (active) register_module(nameof(prelu), prelu = nn.PReLU(channels));
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = bn.call(conv.call(x));
        return (prelu?.call(y) ?? y).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// conv1×1 to more channels, depthwise conv3×3, conv1×1 to fewer, without activation at the end; plus x where the shape
/// stays (Sandler et al., "MobileNetV2").
/// </summary>
internal sealed class InvertedBottleneck : nn.Module<Tensor, Tensor>
{
    private readonly Sequential conv;
    private readonly bool shortcut;

    internal InvertedBottleneck(long from, long to, long expansion, long stride) : base(nameof(InvertedBottleneck))
    {
        var inner = from * expansion;
        shortcut = stride == 1 && from == to;
        conv = Chain(
        [
            Conv1x1(from, inner), nn.BatchNorm2d(inner), nn.PReLU(inner),
            Depthwise3x3(inner, stride), nn.BatchNorm2d(inner), nn.PReLU(inner),
            Conv1x1(inner, to), nn.BatchNorm2d(to),
        ]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = conv.call(x);
        return (shortcut ? y.add_(x) : y).MoveToOuterDisposeScope();
    }
}
