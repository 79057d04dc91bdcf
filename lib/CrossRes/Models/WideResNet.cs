using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// WRN-d-k: three stages of (d − 4) / 6 pre-activation blocks with 16k, 32k and 64k channels. Zagoruyko and
/// Komodakis, "Wide Residual Networks"; state-dict names of RepDistiller, models/wrn.py.
/// Stage maps = sums that leave each stage (a pre-activation network applies ReLU only inside the next block);
/// embedding = average of ReLU(BN(last map)).
/// </summary>
public sealed class WideResNet : Backbone
{
    private readonly Conv2d conv1;
    private readonly Sequential[] stages;
    private readonly BatchNorm2d bn1;
    private readonly Linear fc;

    /// <param name="spec">Name, classes and width.</param>
    /// <param name="depth">d = 6n + 4.</param>
    /// <param name="widen">k.</param>
    internal WideResNet(ModelSpec spec, int depth, int widen) : base(spec)
    {
        var channels = spec.Channels(16);
        register_module(nameof(conv1), conv1 = Conv3x3(3, channels));
        stages = new Sequential[3];
        for (var i = 0; i < stages.Length; i++)
        {
            var (from, to, stride) = (channels, spec.Channels(16L * widen << i), i == 0 ? 1 : 2);
            var blocks = Chain(Enumerable.Range(0, (depth - 4) / 6)
                .Select(block => block == 0 ? new WideBlock(from, to, stride) : new WideBlock(to, to, 1)));
            register_module($"block{i + 1}", stages[i] = nn.Sequential(("layer", blocks)));
            channels = to;
        }
        register_module(nameof(bn1), bn1 = nn.BatchNorm2d(channels));
        register_module(nameof(fc), fc = nn.Linear(channels, spec.Classes));
        EmbeddingSize = channels;
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var x = conv1.call(images);
        var maps = stages.Select(stage => x = stage.call(x)).ToArray();
        var embedding = MixedPrecision.Full(bn1.call(x).relu_()).mean([2, 3]);
        return new(fc.call(embedding), embedding, maps);
    }
}

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
