using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Which images of a batch serve as anchors for each image: random ones of other classes, then of its own; the image
/// itself where it is alone.
/// </summary>
internal sealed class RelationAnchors : nn.Module
{
    private readonly int count;
    private readonly Draws draws;

    /// <param name="count">Anchors of each image; all others where there are fewer.</param>
    internal RelationAnchors(int count, long seed) : base(nameof(RelationAnchors))
    {
        (this.count, draws) = (count, new Draws(seed, "anchors"));
        register_module(nameof(draws), draws);
    }

    /// <summary>Places of anchors and of the images that they are drawn for, [P] each, for kinds [N].</summary>
    internal (Tensor Anchors, Tensor Images) Draw(Tensor kinds)
    {
        using var frozen = no_grad();
        using var generator = draws.Next();
        var (all, each) = (kinds.shape[0], Math.Clamp(kinds.shape[0] - 1, 1, count));
        var other = kinds.unsqueeze(0).ne(kinds.unsqueeze(1)).cpu().to_type(ScalarType.Float32);
        var self = eye(all, dtype: float32);
        // others: 1 … 2, own class: 0 … 1, itself: below 0
        var rank = rand(all, all, generator: generator) + other - 2 * self;
        var (_, chosen) = rank.topk((int)each, 1);
        return (chosen.flatten().to(kinds.device), arange(all, device: kinds.device).repeat_interleave(each));
    }
}
