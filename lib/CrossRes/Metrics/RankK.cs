using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// Rank-k of 1:N identification: probes whose identity is among the k nearest images of a gallery (the CMC curve at k).
/// </summary>
public static class RankK
{
    /// <param name="probes">[P, D], at length 1 where directions count.</param>
    /// <param name="identities">int64 [P].</param>
    /// <param name="gallery">[G, D].</param>
    /// <param name="galleryIdentities">int64 [G]; a number that no probe has, for distractors.</param>
    /// <param name="ks">Each ≥ 1; more than G counts as G.</param>
    /// <returns>0 … 100 for each k.</returns>
    /// <exception cref="ArgumentException">A shape or k is out of range, or a number is not finite.</exception>
    public static double[] Percent(Tensor probes, Tensor identities, Tensor gallery, Tensor galleryIdentities,
        params int[] ks)
    {
        if (ks.Length == 0 || ks.Min() < 1)
            throw new ArgumentException("Rank-k needs k of 1 or more", nameof(ks));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var most = (int)Math.Min(ks.Max(), gallery.shape[0]);
        var nearest = Neighbours.Nearest(probes, gallery, most);
        var hits = galleryIdentities.index_select(0, nearest.flatten()).view_as(nearest).eq(identities.unsqueeze(1))
            .to_type(ScalarType.Int64).cumsum(1).gt(0);
        return [.. ks.Select(k => 100.0 * hits.select(1, Math.Min(k, most) - 1).sum().ToInt64() / probes.shape[0])];
    }
}
