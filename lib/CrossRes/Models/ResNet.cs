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
