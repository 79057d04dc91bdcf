using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>Tests a classifier on a set of images.</summary>
public static class Evaluator
{
    /// <summary>Top-1 and top-5 accuracy in percent; with fewer than five classes, top-C for top-5.</summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="images">Seen once, as they are.</param>
    /// <param name="side">Of the images that the network sees.</param>
    public static (double Top1, double Top5) TopK(Backbone model, BatchSource images, int side)
    {
        using var frozen = no_grad();
        model.eval();
        long top1 = 0, top5 = 0, count = 0;
        foreach (var batch in images.Plain())
        {
            using var scope = NewDisposeScope();
            var logits = model.Observe(batch.At(side)).Logits;
            top1 += Metrics.TopK.Hits(logits, batch.Labels, 1);
            top5 += Metrics.TopK.Hits(logits, batch.Labels, Math.Min(5, model.Spec.Classes));
            count += batch.Count;
        }
        return (100.0 * top1 / count, 100.0 * top5 / count);
    }
}
