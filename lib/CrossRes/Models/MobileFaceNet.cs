using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// MobileFaceNet (Chen et al. 2018): inverted bottlenecks, a depthwise convolution over the whole map in place of
/// pooling, and a linear embedding. It reads faces of 112×96 pixels: a square image is enlarged to 112×112 where it is
/// smaller (torch's bicubic) and loses 8 columns on either side. It has no classifier; its logits are its embedding.
/// </summary>
public sealed class MobileFaceNet : Backbone
{
    private const long Height = 112, Width = 96;

    // expansion, channels, repeats, stride of the first
    private static readonly (long Expansion, long Channels, int Repeats, long Stride)[] Settings =
        [(2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1)];

    // stages end where a stride of 2 follows
    private static readonly int[] StageEnds = [4, 11, 14];

    private readonly NormedConv conv1, dw_conv1, conv2, linear7, linear1;
    private readonly ModuleList<InvertedBottleneck> blocks = [];

    /// <param name="spec">Its classes are the embedding's columns, 128 as published.</param>
    internal MobileFaceNet(ModelSpec spec) : base(spec)
    {
        var channels = spec.Channels(64);
        var last = spec.Channels(512);
        conv1 = new(new Conv2d(3, channels, 3, stride: 2, padding: 1, bias: false), channels, active: true);
        dw_conv1 = new(Depthwise3x3(channels), channels, active: true);
        foreach (var (expansion, published, repeats, stride) in Settings)
            for (var i = 0; i < repeats; i++)
            {
                var to = spec.Channels(published);
                blocks.Add(new InvertedBottleneck(channels, to, expansion, i == 0 ? stride : 1));
                channels = to;
            }
        conv2 = new(Conv1x1(channels, last), last, active: true);
        linear7 = new(new Conv2d(last, last, (Height / 16, Width / 16), groups: last, bias: false), last,
            active: false);
        linear1 = new(Conv1x1(last, spec.Classes), spec.Classes, active: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override long EmbeddingSize => Spec.Classes;

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        if (images.shape[2] != Height || images.shape[3] != Height)
            images = nn.functional.interpolate(images, [Height, Height], mode: InterpolationMode.Bicubic,
                align_corners: false);
        var x = dw_conv1.call(conv1.call(images.narrow(3, (Height - Width) / 2, Width)));
        var maps = new List<Tensor>();
        for (var i = 0; i < blocks.Count; i++)
        {
            x = blocks[i].call(x);
            if (StageEnds.Contains(i)) maps.Add(x);
        }
        var embedding = linear1.call(linear7.call(conv2.call(x))).flatten(1);
        return new(embedding.alias(), embedding, maps);
    }
}

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
