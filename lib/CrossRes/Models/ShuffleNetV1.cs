using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// ShuffleNet with 3 groups for CIFAR (Zhang et al., "ShuffleNet"; state-dict names and sizes of RepDistiller,
/// models/ShuffleNetv1.py): a 1×1 stem and three stages that each halve the map. Stage maps = output of each stage
/// after ReLU; embedding = pooled last map. Width rounds channels so that groups divide them.
/// </summary>
public sealed class ShuffleNetV1 : Backbone
{
    // groups times the reduction inside a block
    private const long Unit = ShuffleBlockV1.Groups * ShuffleBlockV1.Reduction;

    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential[] stages;
    private readonly Linear linear;

    internal ShuffleNetV1(ModelSpec spec) : base(spec)
    {
        var channels = spec.Channels(24, Unit);
        register_module(nameof(conv1), conv1 = Conv1x1(3, channels));
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(channels));
        stages = new Sequential[3];
        foreach (var (i, (planes, depth)) in new[] { (240, 4), (480, 8), (960, 4) }.Index())
        {
            // the first block appends what it computes to its shortcut
            var (from, to) = (channels, Math.Max(spec.Channels(planes, Unit), channels + Unit));
            stages[i] = Chain(Enumerable.Range(0, depth).Select(block => block == 0
                ? new ShuffleBlockV1(from, to - from, i == 0 ? 1 : ShuffleBlockV1.Groups, halve: true)
                : new ShuffleBlockV1(to, to, ShuffleBlockV1.Groups, halve: false)));
            register_module($"layer{i + 1}", stages[i]);
            channels = to;
        }
        register_module(nameof(linear), linear = nn.Linear(channels, spec.Classes));
        EmbeddingSize = channels;
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var x = bn1.call(conv1.call(images)).relu_();
        var maps = stages.Select(stage => x = stage.call(x)).ToArray();
        var embedding = MixedPrecision.Full(x).mean([2, 3]);
        return new(linear.call(embedding), embedding, maps);
    }
}

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
