using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// An embedding of length 1 for every training image, a moving average over its visits (Wu et al. 2018), and the
/// constant Z that turns the scores of the other network's embeddings with it into probabilities.
/// </summary>
internal sealed class ContrastMemory : nn.Module
{
    private readonly double momentum;
    private readonly PartitionConstant z;

    /// <param name="images">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="momentum">Share of the old row that a visit keeps, 0 … 1.</param>
    /// <param name="unit">Whether rows start with length 1; else they are uniform in ±√(3/width).</param>
    /// <param name="seed">Decides the start.</param>
    /// <param name="owner">Which of a loss's memories this is.</param>
    internal ContrastMemory(long images, long width, double momentum, bool unit, long seed, string owner)
        : base(nameof(ContrastMemory))
    {
        this.momentum = momentum;
        using var generator = Streams.Generator(seed, $"memory/{owner}");
        var start = (rand(images, width, generator: generator) * 2 - 1) * Math.Sqrt(3.0 / width);
        register_buffer("rows", unit ? nn.functional.normalize(start) : start);
        z = new PartitionConstant(images);
        register_module(nameof(z), z);
    }

    /// <summary>[images, width]; no gradient.</summary>
    // looked up, since moving the module to a device replaces it
    internal Tensor Rows => get_buffer("rows")!;

    /// <summary>log(exp(scores) / Z).</summary>
    internal Tensor LogProbabilities(Tensor scores) => scores - z.Of(scores).to_type(scores.dtype);

    /// <summary>Takes in the embeddings [N, width] of the images at <paramref name="indices"/>.</summary>
    internal void Update(Tensor indices, Tensor embeddings)
    {
        if (!training)
            return;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var moved = momentum * Rows.index_select(0, indices) + (1 - momentum) * embeddings.to_type(Rows.dtype);
        Rows.index_copy_(0, indices, nn.functional.normalize(moved));
    }
}
