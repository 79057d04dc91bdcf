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
        using var generator = RandomStreams.Generator(seed, $"memory/{owner}");
        var start = (rand(images, width, generator: generator) * 2 - 1) * Math.Sqrt(3.0 / width);
        register_buffer("rows", unit ? nn.functional.normalize(start) : start);
        z = new PartitionConstant(images);
        register_module(nameof(z), z);
    }

    /// <summary>[images, width]; no gradient.</summary>
    // looked up, since moving the module to a device replaces it
    internal Tensor Rows => get_buffer("rows")!;

    /// <summary>log(exp(scores) / Z).</summary>
    internal Tensor LogProbabilities(Tensor scores) => scores - z.LogZ(scores).to_type(scores.dtype);

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

/// <summary>
/// For each image of a batch itself and a number of training images of other classes, without repetition
/// unless there are too few (RepDistiller's data loader).
/// </summary>
internal sealed class Negatives : nn.Module
{
    private readonly int count;
    private readonly long[] labels;
    private readonly long largestClass;
    private readonly Draws draws;

    /// <exception cref="ArgumentException">The training labels are not known, or all the same.</exception>
    internal Negatives(string loss, int count, LossContext context) : base(nameof(Negatives))
    {
        if (context.TrainLabels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException($"loss {loss} contrasts images of different classes: "
                + (context.TrainLabels.Count == 0
                    ? "the labels of the training images are not given"
                    : "all training images have the same label"));
        (this.count, draws) = (count, new Draws(context.Seed, "negatives"));
        labels = [.. context.TrainLabels];
        largestClass = labels.CountBy(l => l).Max(c => c.Value);
        register_module(nameof(draws), draws);
    }

    /// <summary>int64 [N, 1 + count]; column 0 is <paramref name="indices"/>.</summary>
    internal Tensor Draw(Tensor indices)
    {
        using var frozen = no_grad();
        using var generator = draws.Next();
        var (images, all) = (indices.cpu(), tensor(labels));
        var other = all.index_select(0, images).unsqueeze(1).ne(all.unsqueeze(0)).to_type(ScalarType.Float32);
        var drawn = other.multinomial(count, replacement: count > labels.Length - largestClass, generator: generator);
        return cat([images.unsqueeze(1), drawn], 1).to(indices.device);
    }
}

/// <summary>
/// log Z, where Z turns likelihoods e^score into probabilities over a set: its size times their mean in the first
/// batch, fixed since (CRD's code). In logarithms, for at low temperatures neither e^score nor Z is a number.
/// </summary>
internal sealed class PartitionConstant : nn.Module
{
    private readonly long size;

    /// <param name="size">Of the set.</param>
    internal PartitionConstant(long size) : base(nameof(PartitionConstant))
    {
        this.size = size;
        register_buffer("log", zeros(1, float64));
        register_buffer("known", zeros(1, float64)); // 1 once it is set
    }

    /// <summary>log Z as float64 [1].</summary>
    /// <param name="scores">Of a batch, any shape; they set Z at the first call.</param>
    /// <param name="valid">Which of them count, of the same shape; null: all.</param>
    internal Tensor LogZ(Tensor scores, Tensor? valid = null)
    {
        using var frozen = no_grad();
        var (log, known) = (get_buffer("log")!, get_buffer("known")!);
        var flat = scores.detach().to_type(ScalarType.Float64).flatten();
        var count = full(1, (double)flat.numel(), float64, flat.device);
        if (valid is not null)
        {
            flat = flat.masked_fill(valid.flatten().logical_not(), double.NegativeInfinity);
            count = valid.sum().to_type(ScalarType.Float64).reshape(1);
        }
        log.copy_(where(known.gt(0), log, flat.logsumexp(0, keepdim: true) - count.log() + Math.Log(size)));
        known.fill_(1);
        return log.clone();
    }
}
