using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// What face evaluators compare: the embedding of an image plus that of its mirror image, at length 1.
/// </summary>
public static class FaceEmbeddings
{
    /// <returns>float32 [N, D] on the CPU, in the set's order; a tensor of the caller's dispose scope.</returns>
    /// <param name="model">Put into evaluation mode.</param>
    public static Tensor Of(Backbone model, ImageSet images, EvaluationTransform transform, Normalization normalization)
    {
        model.eval();
        return Embeddings.Each(images, transform, normalization,
            seen => nn.functional.normalize(Embeddings.Of(model, seen) + Embeddings.Of(model, seen.flip(3))).cpu());
    }
}
