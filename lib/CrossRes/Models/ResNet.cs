using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Residual network: stem, stages of blocks (the first block of every stage but the first halves the map),
/// global average pooling, one linear layer. State-dict names are torchvision's; embedding = pooled last map,
/// stage maps = output of each stage after ReLU.
/// He et al., "Deep Residual Learning for Image Recognition"; the CIFAR variants as in RepDistiller.
/// </summary>
public sealed class ResNet : Backbone
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly MaxPool2d? maxpool;
    private readonly Sequential[] stages;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Linear fc;

    /// <param name="spec">Name, classes, width and stem.</param>
    /// <param name="bottleneck">Bottleneck blocks instead of basic ones.</param>
    /// <param name="depths">Blocks per stage.</param>
    /// <param name="stem">Published channels after the stem.</param>
    /// <param name="planes">Published channels of each stage (a bottleneck gives out four times as many).</param>
    /// <param name="widen">Factor on the channels inside a bottleneck.</param>
    internal ResNet(ModelSpec spec, bool bottleneck, int[] depths, long stem, long[] planes, long widen = 1)
        : base(spec)
    {
        var channels = spec.Channels(stem);
        var large = spec.Stem == Stem.ImageNet;
        conv1 = large ? new Conv2d(3, channels, 7, stride: 2, padding: 3, bias: false) : Conv3x3(3, channels);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(channels));
        if (large)
            register_module(nameof(maxpool), maxpool = nn.MaxPool2d(3, stride: 2, padding: 1));

        stages = new Sequential[depths.Length];
        for (var i = 0; i < depths.Length; i++)
        {
            stages[i] = Stage(bottleneck, depths[i], channels, spec.Channels(planes[i]), i == 0 ? 1 : 2, widen);
            channels = spec.Channels(planes[i]) * (bottleneck ? Bottleneck.Expansion : 1);
            register_module($"layer{i + 1}", stages[i]);
        }

        EmbeddingSize = channels;
        register_module(nameof(avgpool), avgpool = nn.AdaptiveAvgPool2d(1));
        register_module(nameof(fc), fc = nn.Linear(channels, spec.Classes));
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var x = bn1.call(conv1.call(images)).relu_();
        if (maxpool is not null)
            x = maxpool.call(x);
        var maps = stages.Select(stage => x = stage.call(x)).ToArray();
        var embedding = avgpool.call(x).flatten(1);
        return new(fc.call(embedding), embedding, maps);
    }

    private static Sequential Stage(bool bottleneck, int depth, long from, long planes, long stride, long widen)
    {
        return Chain(Enumerable.Range(0, depth).Select(Block));

        nn.Module<Tensor, Tensor> Block(int index) => (bottleneck, index) switch
        {
            (true, 0) => new Bottleneck(from, planes, stride, widen),
            (true, _) => new Bottleneck(planes * Bottleneck.Expansion, planes, 1, widen),
            (false, 0) => new BasicBlock(from, planes, stride),
            (false, _) => new BasicBlock(planes, planes, 1),
        };
    }
}

/// <summary>A block that adds what it computes to its shortcut.</summary>
internal interface IResidualBlock
{
    /// <summary>The normalisation that what is added passes last.</summary>
    BatchNorm2d LastNorm { get; }
}

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
