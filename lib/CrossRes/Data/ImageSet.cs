using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>Where the images come from.</summary>
/// <param name="Name">What a table prints, such as <c>CIFAR-100 (official)</c>.</param>
/// <param name="Kind"><c>real</c>: known by checksum. <c>synthetic</c>: made by our generator. <c>unverified</c>:
/// neither.</param>
/// <param name="Sha256">Of the bytes that were read, lower-case hexadecimal.</param>
public sealed record DataOrigin(string Name, string Kind, string Sha256);

/// <summary>Labelled images of one size, in memory. Owns its tensors.</summary>
/// <param name="Images">uint8 [N, 3, H, W], 0..255.</param>
/// <param name="Labels">int64 [N], 0..ClassNames.Count-1.</param>
public sealed record ImageSet(string Name, Tensor Images, Tensor Labels, IReadOnlyList<string> ClassNames,
    DataOrigin Origin)
    : IDisposable
{
    public long Count => Images.shape[0];

    /// <summary>The same set with its tensors on <paramref name="device"/>; this one stays valid.</summary>
    public ImageSet To(Device device) => this with
    {
        Images = Images.to(device, copy: true).DetachFromDisposeScope(),
        Labels = Labels.to(device, copy: true).DetachFromDisposeScope(),
    };

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>Deterministic subsets: the first images of each of the first classes, in file order.</summary>
internal static class Subset
{
    /// <summary>
    /// Row numbers, int64 [n]: label below <paramref name="take"/>, at most <paramref name="perClass"/> of each.
    /// </summary>
    /// <param name="labels">int64 [N].</param>
    /// <param name="all">Labels that there are.</param>
    internal static Tensor Take(Tensor labels, int all, int take, int? perClass)
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
