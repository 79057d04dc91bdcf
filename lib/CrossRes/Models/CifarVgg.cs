using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// The VGG of the CIFAR-100 distillation benchmark (RepDistiller, models/vgg.py; same state-dict names): batch
/// normalisation everywhere, the fourth pooling only from 64 pixels on, global average pooling, one linear layer.
/// Stage maps = output of each stage after ReLU, before its pooling; embedding = pooled last map.
/// </summary>
public sealed class CifarVgg : Backbone
{
    private static readonly long[] Planes = [64, 128, 256, 512, 512];

    private readonly Sequential[] blocks;
    private readonly MaxPool2d[] pools;
    private readonly AdaptiveAvgPool2d pool4;
    private readonly Linear classifier;

    /// <param name="spec">Name, classes and width.</param>
    /// <param name="depth">Convolutions in each stage.</param>
    internal CifarVgg(ModelSpec spec, int[] depth) : base(spec)
    {
        blocks = new Sequential[Planes.Length];
        var from = 3L;
        for (var i = 0; i < Planes.Length; i++)
        {
            var to = spec.Channels(Planes[i]);
            register_module($"block{i}", blocks[i] = Chain(Block(from, to, depth[i])));
            from = to;
        }
        pools = [.. Enumerable.Range(0, Planes.Length - 1).Select(_ => nn.MaxPool2d(2, stride: 2))];
        for (var i = 0; i < pools.Length; i++)
            register_module($"pool{i}", pools[i]);
        register_module(nameof(pool4), pool4 = nn.AdaptiveAvgPool2d(1));
        register_module(nameof(classifier), classifier = nn.Linear(from, spec.Classes));
        EmbeddingSize = from;
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    public override long MinimumSide => 8;

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var poolings = images.shape[2] >= 64 ? 4 : 3;
        var x = images;
        var maps = new Tensor[blocks.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            maps[i] = blocks[i].call(x).relu_();
            x = i < poolings ? pools[i].call(maps[i]) : maps[i];
        }
        var embedding = pool4.call(x).flatten(1);
        return new(classifier.call(embedding), embedding, maps);
    }

    /// <summary>Convolution and batch normalisation with ReLU between; the last ReLU is the caller's.</summary>
    private static IEnumerable<nn.Module<Tensor, Tensor>> Block(long from, long to, int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            if (i > 0)
                yield return nn.ReLU(inplace: true);
            yield return Conv3x3(i == 0 ? from : to, to, bias: true);
            yield return nn.BatchNorm2d(to);
        }
    }
}
