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
        var embedding = bn1.call(x).relu_().mean([2, 3]);
        return new(fc.call(embedding), embedding, maps);
    }
}
