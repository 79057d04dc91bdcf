using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

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
