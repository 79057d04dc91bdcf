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
        var embedding = bn2.call(conv2.call(x)).relu_().mean([2, 3]);
        return new(linear.call(embedding), embedding, maps);
    }
}
