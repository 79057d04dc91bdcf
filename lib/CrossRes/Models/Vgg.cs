using TorchSharp;
using TorchSharp.Modules;
using static CrossRes.Models.Layers;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// VGG: five stages of 3×3 convolutions, each ended by 2×2 max-pooling. Simonyan and Zisserman, "Very Deep
/// Convolutional Networks for Large-Scale Image Recognition"; state-dict names are torchvision's.
/// <para>ImageNet form: adaptive average pooling to 7×7 and three linear layers; embedding = output of the second
/// one after ReLU, before its dropout.</para>
/// <para>CIFAR form (HORKD, section 4.1): the linear layers after the last pooling give way to a single one. A
/// 16×16 image is one pixel after four poolings, so a pooling that would find less than 2×2 pixels is skipped, and
/// what is left of a larger image is averaged: the same weights serve every size. Embedding = that vector.</para>
/// Stage maps = last map of each stage after ReLU, before its pooling.
/// </summary>
public sealed class Vgg : Backbone
{
    private readonly nn.Module<Tensor, Tensor>[] layers;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly nn.Module<Tensor, Tensor>[] hidden;
    private readonly Linear last;

    /// <param name="spec">Name, classes, width and stem.</param>
    /// <param name="depths">Convolutions per stage.</param>
    /// <param name="batchNorm">Batch normalisation after each convolution.</param>
    internal Vgg(ModelSpec spec, int[] depths, bool batchNorm) : base(spec)
    {
        layers = [.. Features(spec, depths, batchNorm)];
        register_module("features", Chain(layers));
        var large = spec.Stem == Stem.ImageNet;
        var side = large ? 7 : 1;
        register_module(nameof(avgpool), avgpool = nn.AdaptiveAvgPool2d(side));

        var flat = spec.Channels(512) * side * side;
        EmbeddingSize = large ? spec.Channels(4096) : flat;
        last = nn.Linear(EmbeddingSize, spec.Classes);
        hidden = large
            ? [nn.Linear(flat, EmbeddingSize), nn.ReLU(inplace: true), nn.Dropout(),
                nn.Linear(EmbeddingSize, EmbeddingSize), nn.ReLU(inplace: true), nn.Dropout()]
            : [];
        register_module("classifier", large ? Chain([.. hidden, last]) : last);
    }

    /// <inheritdoc/>
    public override long EmbeddingSize { get; }

    /// <inheritdoc/>
    public override long MinimumSide => Spec.Stem == Stem.ImageNet ? 32 : 1;

    /// <inheritdoc/>
    protected override NetworkOutputs Run(Tensor images)
    {
        var x = images;
        var maps = new List<Tensor>();
        foreach (var layer in layers)
        {
            var pools = layer is MaxPool2d;
            if (pools)
                maps.Add(x);
            if (!pools || Math.Min(x.shape[2], x.shape[3]) >= 2)
                x = layer.call(x);
        }
        x = avgpool.call(x).flatten(1);
        if (hidden.Length == 0)
            return new(last.call(x), x, maps);
        foreach (var layer in hidden[..^1])
            x = layer.call(x);
        return new(last.call(hidden[^1].call(x)), x, maps);
    }

    private static IEnumerable<nn.Module<Tensor, Tensor>> Features(ModelSpec spec, int[] depths, bool batchNorm)
    {
        var from = 3L;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var to = spec.Channels(Math.Min(64L << stage, 512));
            for (var i = 0; i < depths[stage]; i++, from = to)
            {
                yield return Conv3x3(from, to, bias: true);
                if (batchNorm)
                    yield return nn.BatchNorm2d(to);
                yield return nn.ReLU(inplace: true);
            }
            yield return nn.MaxPool2d(2, stride: 2);
        }
    }
}
