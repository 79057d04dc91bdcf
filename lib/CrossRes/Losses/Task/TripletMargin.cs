using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Triplet loss (Schroff et al. 2015) as PyTorch Metric Learning has it: the hinge of every triplet of the batch, or of
/// the mined ones, averaged over those that violate the margin, or over all; 0 where there is none. A task loss: it needs no teacher.
/// </summary>
public sealed class TripletMargin : DistillationLoss
{
    private const string Provenance = "PyTorch Metric Learning";

    public static LossEntry Entry { get; } = new(
        "triplet", "triplet loss (Schroff et al. 2015), eq. 3",
        @"\frac1{|\mathcal V|}\sum_{(a,p,n)\in\mathcal V}\big[m+d(s_a,s_p)-d(s_a,s_n)\big]_+,\quad \mathcal V=\text{triplets that violate } m",
        [
            new("margin", "0.05", "m", Provenance),
            new("normalize", "yes", "whether embeddings are scaled to length 1", Provenance, "yes", "no"),
            new("norm", "2", "of the distance and the scaling, p ≥ 1", Provenance),
            new("power", "1", "exponent on the distance; 2 for squared", Provenance),
            new("swap", "no", "whether the positive may stand in for the anchor where it is nearer to the negative", Provenance, "no", "yes"),
            new("smooth", "no", "softplus for the hinge", Provenance, "no", "yes"),
            new("average", "violating", "over the triplets that violate the margin, over all, or the sum", Provenance, "violating", "all", "sum"),
            new("miner", "none", "all triplets, or those that violate the miner's margin: all of them, hard (negative nearer than positive), semihard (not); or easy, those that don't",
                Provenance, "none", "all", "hard", "semihard", "easy"),
            new("miner-margin", "0.2", "of the miner", Provenance),
        ],
        (options, _) => new TripletMargin(options))
    {
        Weight = new(1, "a task loss"),
        Golden = ["loss.triplet_margin"],
    };

    private readonly LossOptions options;
    private readonly double margin, norm, power, minerMargin;

    private TripletMargin(LossOptions options) : base(nameof(TripletMargin))
    {
        this.options = options;
        (margin, norm, power, minerMargin) = (options.Number("margin"), options.Positive("norm"), options.Positive("power"), options.Number("miner-margin"));
    }

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(Views student, Views teacher, Samples samples) => Measure(student.Embedding, samples.Labels).Loss;

    /// <summary>The loss of embeddings [N, D], and how many triplets were mined.</summary>
    internal (Tensor Loss, long Mined) Measure(Tensor embeddings, Tensor labels)
    {
        var rows = options["normalize"] == "yes" ? nn.functional.normalize(embeddings, norm) : embeddings;
        // differences first: equal rows are at distance 0 exactly, and without a gradient
        var distances = cdist(rows, rows, norm, compute_mode.donot_use_mm_for_euclid_dist);
        if (power != 1)
            distances = distances.pow(power);
        var triplets = Mine(Triplets.All(labels), distances.detach());
        var positive = Triplets.At(distances, triplets.Anchors, triplets.Positives);
        var negative = Triplets.At(distances, triplets.Anchors, triplets.Negatives);
        if (options["swap"] == "yes")
            negative = negative.minimum(Triplets.At(distances, triplets.Positives, triplets.Negatives));
        var violation = margin + positive - negative;
        var losses = options["smooth"] == "yes" ? nn.functional.softplus(violation) : violation.relu();
        var terms = options["average"] switch
        {
            "violating" => losses.detach().gt(0).sum().clamp_min(1),
            "all" => full([], Math.Max(triplets.Count, 1L), device: losses.device),
            _ => ones([], device: losses.device),
        };
        // embeddings · 0: a batch without triplets has a gradient, too
        return (losses.sum() / terms + embeddings.sum() * 0, triplets.Count);
    }

    private Triplets Mine(Triplets all, Tensor distances)
    {
        if (options["miner"] == "none")
            return all;
        var lead = Triplets.At(distances, all.Anchors, all.Negatives) - Triplets.At(distances, all.Anchors, all.Positives);
        var keep = lead.le(minerMargin);
        return all.Where(options["miner"] switch
        {
            "hard" => keep.logical_and(lead.le(0)),
            "semihard" => keep.logical_and(lead.gt(0)),
            "easy" => keep.logical_not(),
            _ => keep,
        });
    }
}
