using CrossRes.Benchmarks;
using CrossRes.Data;
using CrossRes.Models;
using CrossRes.Training;
using static TorchSharp.torch;

namespace CrossRes.Evaluation;

/// <summary>What face evaluators compare: the embedding of an image plus that of its mirror image, at length 1.</summary>
public static class FaceEmbeddings
{
    /// <returns>float32 [N, D] on the CPU, in the set's order; a tensor of the caller's dispose scope.</returns>
    /// <param name="model">Put into evaluation mode.</param>
    public static Tensor Of(Backbone model, ImageSet images, Sight sight, Normalization normalization)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var source = sight.Of(images, normalization);
        model.eval();
        var rows = new List<Tensor>();
        foreach (var batch in source.Plain())
        {
            using var step = NewDisposeScope();
            var seen = batch.At(sight.Side);
            var sum = Embed(model, seen) + Embed(model, seen.flip(3));
            rows.Add(nn.functional.normalize(sum).cpu().MoveToOuterDisposeScope());
        }
        return cat(rows, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Embed(Backbone model, Tensor images) => model.Observe(Machine.ChannelsLast(images)).Embedding;
}
