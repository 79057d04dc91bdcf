using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>A classification network whose logits, embedding and stage maps can be observed.</summary>
public abstract class Backbone(ModelSpec spec) : nn.Module<Tensor, Tensor>(spec.Architecture)
{
    /// <summary>What the network was built from.</summary>
    public ModelSpec Spec { get; } = spec;

    /// <summary>Columns of <see cref="NetworkOutputs.Embedding"/>.</summary>
    public abstract long EmbeddingSize { get; }

    /// <summary>Smallest image side, in pixels, that leaves something after the last pooling.</summary>
    public virtual long MinimumSide => 1;

    /// <summary>What a pretrained classifier of this architecture calls a parameter or buffer of ours.</summary>
    internal virtual string PretrainedName(string name) => name;

    /// <summary>One forward pass with every tap.</summary>
    /// <param name="images">Normalised floating-point images [N, 3, H, W]; H and W are free.</param>
    /// <returns>Tensors of the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shape or type does not fit the network.</exception>
    public NetworkOutputs Observe(Tensor images)
    {
        Check(images);
        using var scope = NewDisposeScope();
        var run = Run(Enlarged(images));
        var embedding = MixedPrecision.Full(run.Embedding);
        NetworkOutputs views = new(MixedPrecision.Full(run.Logits),
            Spec.UnitLength == true ? nn.functional.normalize(embedding) : embedding,
            [.. run.Maps.Select(MixedPrecision.Full)]);
        scope.MoveToOuter([views.Logits, views.Embedding, .. views.Maps]);
        return views;
    }

    /// <summary>
    /// Shapes [c, h, w] of <see cref="NetworkOutputs.Maps"/> for square images of this side, in pixels.
    /// </summary>
    public IReadOnlyList<long[]> MapShapes(long side)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var mode = training;
        eval();
        var maps = Observe(zeros(1, 3, side, side, device: parameters().First().device)).Maps;
        train(mode);
        return [.. maps.Select(map => map.shape[1..])];
    }

    /// <summary>The logits alone, [N, C].</summary>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        return Observe(images).Logits.MoveToOuterDisposeScope();
    }

    /// <summary>The network itself, on images that have been checked.</summary>
    protected abstract NetworkOutputs Run(Tensor images);

    private Tensor Enlarged(Tensor images) => Spec.Enlarged is { } side && images.shape[2] < side
        ? nn.functional.interpolate(images, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false)
        : images;

    private void Check(Tensor images)
    {
        var shape = images.shape;
        var fault = shape switch
        {
            not [_, _, _, _] => "an image batch has four dimensions",
            [0, ..] => "the batch is empty",
            [_, not 3, ..] => "an image has three channels",
            [_, _, var height, var width] when Math.Max(Math.Min(height, width), Spec.Enlarged ?? 0) < MinimumSide =>
                $"images need {MinimumSide}×{MinimumSide} pixels or more",
            _ when !images.is_floating_point() => "pixels must be normalised floating-point numbers",
            _ => null,
        };
        if (fault is not null)
            throw new ArgumentException(
                $"{Spec.Architecture} reads images [N, 3, H, W] but got {images.dtype} [{string.Join(", ", shape)}]: "
                    + $"{fault}.",
                nameof(images));
    }
}

/// <summary>What a network shows of itself for one batch; every distillation loss reads from here.</summary>
/// <param name="Logits">Class scores before softmax, [N, C].</param>
/// <param name="Embedding">Input of the last linear layer, [N, D].</param>
/// <param name="Maps">One feature map [N, c, h, w] per stage, shallow to deep.</param>
public sealed record NetworkOutputs(Tensor Logits, Tensor Embedding, IReadOnlyList<Tensor> Maps);
