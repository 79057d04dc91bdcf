using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// ShuffleNetV2 1× for CIFAR (Ma et al., "ShuffleNet V2"; state-dict names and sizes of RepDistiller,
/// models/ShuffleNetv2.py): a 1×1 stem, three stages that each halve the map, a 1×1 convolution. Stage maps = output of
/// each stage; embedding = pooled output of the last convolution. Width rounds channels to even numbers.
/// </summary>
public sealed class ShuffleNetV2 : Backbone
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential[] stages;
    private readonly Linear linear;

    internal ShuffleNetV2(ModelSpec spec) : base(spec)
    {
        var channels = spec.Channels(24, 2);
        register_module(nameof(conv1), conv1 = Conv1x1(3, channels));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(channels));
        stages = new Sequential[3];
        foreach (var (i, (planes, depth)) in new[] { (116, 3), (232, 7), (464, 3) }.Index())
        {
            var (from, to) = (channels, spec.Channels(planes, 2));
            stages[i] = Chain(Enumerable.Range(0, depth).Select(nn.Module<Tensor, Tensor> (_) => new ShuffleBlockV2(to))
                .Prepend(new ShuffleDownBlock(from, to)));
            register_module($"layer{i + 1}", stages[i]);
            channels = to;
        }
        EmbeddingSize = spec.Channels(1024);
        register_module(nameof(conv2), conv2 = Conv1x1(channels, EmbeddingSize));
        register_module(nameof(bn2), bn2 = nn.BatchNorm2d(EmbeddingSize));
        register_module(nameof(linear), linear = nn.Linear(EmbeddingSize, spec.Classes));
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var x = bn1.call(conv1.call(images)).relu_();
        var maps = stages.Select(stage => x = stage.call(x)).ToArray();
        var embedding = MixedPrecision.Full(bn2.call(conv2.call(x)).relu_()).mean([2, 3]);
        return new(linear.call(embedding), embedding, maps);
    }
}

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
