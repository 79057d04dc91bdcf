using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>Deterministic subsets: the first images of each of the first classes, in file order.</summary>
internal static class Subset
{
    /// <summary>
    /// Row numbers, int64 [n]: label below <paramref name="take"/>, at most <paramref name="perClass"/> of each.
    /// </summary>
    /// <param name="labels">int64 [N].</param>
    /// <param name="all">Labels that there are.</param>
    internal static Tensor Of(Tensor labels, int all, int take, int? perClass)
    {
        var keep = labels < take;
        if (perClass is { } limit)
        {
            var seen = nn.functional.one_hot(labels, all).cumsum(0).gather(1, labels.unsqueeze(1)).squeeze(1);
            keep = keep.logical_and(seen <= limit);
        }
        return keep.nonzero().squeeze(1);
    }
}
