using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>What a network makes of whole sets of images.</summary>
public static class Embeddings
{
    /// <summary>[N, D] on the transform's device, in the set's order; a tensor of the caller's dispose scope.</summary>
    /// <param name="model">In evaluation mode.</param>
    public static Tensor Compute(Backbone model, ImageSet images, EvaluationTransform transform,
        Normalization normalization) =>
        Each(images, transform, normalization, seen => Compute(model, seen));

    /// <summary>Of normalised images, [n, D].</summary>
    internal static Tensor Compute(Backbone model, Tensor images) => model.Observe(images).Embedding;

    /// <summary>What is made of each batch, one below the other.</summary>
    internal static Tensor Each(ImageSet images, EvaluationTransform transform, Normalization normalization,
        Func<Tensor, Tensor> embed)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var source = transform.Batches(images, normalization);
        var rows = new List<Tensor>();
        foreach (var batch in source.Plain())
        {
            using var step = NewDisposeScope();
            rows.Add(embed(batch.At(transform.Side)).MoveToOuterDisposeScope());
        }
        return cat(rows, 0).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// What face evaluators compare: the embedding of an image plus that of its mirror image, at length 1.
/// </summary>
public static class FaceEmbeddings
{
    /// <returns>float32 [N, D] on the CPU, in the set's order; a tensor of the caller's dispose scope.</returns>
    /// <param name="model">Put into evaluation mode.</param>
    public static Tensor Compute(Backbone model, ImageSet images, EvaluationTransform transform,
        Normalization normalization)
    {
        model.eval();
        return Embeddings.Each(images, transform, normalization,
            seen => nn.functional.normalize(
                Embeddings.Compute(model, seen) + Embeddings.Compute(model, seen.flip(3))).cpu());
    }
}
