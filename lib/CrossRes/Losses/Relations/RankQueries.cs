using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// What DarkRank's authors' code ranks: the first half of the batch queries all of it, by scores −(c·d²)ᵖ. Its
/// hand-written gradient takes the query itself as a constant.
/// </summary>
internal sealed class RankQueries(LossOptions options)
{
    private const string Provenance = "the authors' code";

    internal static LossOption[] Options { get; } =
    [
        new("power", "2", "p ≥ 1", Provenance + ", Market-1501"),
        new("scale", "3.5", "c > 0", Provenance + ", Market-1501"),
        new("queries", "half", "the first half of the batch, whose positives its sampler puts there, or all", Provenance, "half", "all"),
        new("gradient", "reference", "as the authors' code has it, with constant queries, or the full one", Provenance, "reference", "full"),
        new("normalize", "both", "whose vectors are scaled to length 1", Provenance, "none", "student", "teacher", "both"),
        new("feature", "embedding", "which vector per image is compared", Provenance, "embedding", "logits"),
    ];

    private readonly double power = options.Number("power") is >= 1 and var p
        ? p
        : throw new ArgumentException($"option power must be 1 or more, not {options.Number("power")}: lower ones have no slope at 0");

    private readonly double scale = options.Positive("scale");

    internal bool FullGradient { get; } = options["gradient"] == "full";

    internal int Count(Tensor rows) => (int)(options["queries"] == "all" ? rows.shape[0] : rows.shape[0] / 2);

    /// <summary>The teacher's nearest neighbours of each query, itself left out: int64 [Q, count].</summary>
    internal Tensor Neighbours(Tensor teacher, int count) => Squared(teacher, teacher).argsort(1).narrow(1, 1, count);

    /// <summary>Scores of the images in <paramref name="order"/> for each query: [Q, L].</summary>
    internal Tensor Scores(Tensor rows, Tensor order) =>
        -(scale * Squared(FullGradient ? rows : rows.detach(), rows).gather(1, order)).pow(power);

    private Tensor Squared(Tensor queries, Tensor rows) =>
        cdist(queries.narrow(0, 0, Count(rows)), rows, 2, compute_mode.donot_use_mm_for_euclid_dist).square();
}
