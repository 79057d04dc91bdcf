using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// DarkRank as its authors' code ranks: the first half of the batch queries all of it, by scores −(c·d²)ᵖ. Its
/// hand-written gradient takes the query itself as a constant.
/// </summary>
public abstract class DarkRankQueries(
    double power, double scale, DarkRankQueries.Queries queries, DarkRankQueries.Gradient gradient,
    Normalize normalize, Feature feature)
    : EmbeddingLoss(feature, normalize)
{
    [Option("the first half of the batch, whose positives its sampler puts there, or all", Code)]
    public enum Queries { Half, All }

    [Option("as the authors' code has it, with constant queries, or the full one", Code)]
    public enum Gradient { Reference, Full }

    internal const string
        Code = "the authors' code", Market = Code + ", Market-1501", Powers = "p ≥ 1", Scales = "c > 0",
        Normalized = "whose vectors are scaled to length 1", Features = "which vector per image is compared";

    private readonly double power = power >= 1
        ? power
        : throw Setting.Wrong("power", "1 or more (lower ones have no slope at 0)", power);

    private readonly double scale = Setting.Positive(scale);

    private protected bool FullGradient => gradient == Gradient.Full;

    /// <summary>Queries among these rows.</summary>
    private protected int Count(Tensor rows) => (int)(queries == Queries.All ? rows.shape[0] : rows.shape[0] / 2);

    /// <summary>The teacher's nearest neighbours of each query, itself left out: int64 [Q, count].</summary>
    private protected Tensor Neighbours(Tensor teacher, int count) =>
        Squared(teacher, teacher).argsort(1).narrow(1, 1, count);

    /// <summary>Scores of the images in <paramref name="order"/> for each query: [Q, L].</summary>
    private protected Tensor Scores(Tensor rows, Tensor order) =>
        -(scale * Squared(FullGradient ? rows : rows.detach(), rows).gather(1, order)).pow(power);

    private Tensor Squared(Tensor asking, Tensor rows) =>
        cdist(asking.narrow(0, 0, Count(rows)), rows, 2, compute_mode.donot_use_mm_for_euclid_dist).square();
}
