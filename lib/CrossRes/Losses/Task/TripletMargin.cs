using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Triplet loss (Schroff et al. 2015) as PyTorch Metric Learning has it: the hinge of every triplet of the batch, or of
/// the mined ones, averaged over those that violate the margin, or over all; 0 where there is none. A task loss: it
/// needs no teacher.
/// </summary>
[Loss("triplet", "triplet loss (Schroff et al. 2015), eq. 3",
    @"\frac1{|\mathcal V|}\sum_{(a,p,n)\in\mathcal V}\big[m+d(s_a,s_p)-d(s_a,s_n)\big]_+,"
    + @"\quad \mathcal V=\text{triplets that violate } m",
    WeightFrom = "a task loss",
    Golden = new[] { "loss.triplet_margin" })]
public sealed class TripletMargin(
    [Option("m", TripletMargin.Library)] double margin = 0.05,
    [Option("whether embeddings are scaled to length 1", TripletMargin.Library)] bool normalize = true,
    [Option("of the distance and the scaling, p ≥ 1", TripletMargin.Library)] double norm = 2,
    [Option("exponent on the distance; 2 for squared", TripletMargin.Library)] double power = 1,
    [Option("whether the positive may stand in for the anchor where it is nearer to the negative",
        TripletMargin.Library)]
    bool swap = false,
    [Option("softplus for the hinge", TripletMargin.Library)] bool smooth = false,
    [Option("over the triplets that violate the margin, over all, or the sum", TripletMargin.Library)]
    TripletMargin.Average average = TripletMargin.Average.Violating,
    [Option("all triplets, or those that violate the miner's margin: all of them, hard (negative nearer than "
        + "positive), semihard (not); or easy, those that don't", TripletMargin.Library)]
    TripletMargin.Miner miner = TripletMargin.Miner.None,
    [Option("of the miner", TripletMargin.Library)] double minerMargin = 0.2)
    : DistillationLoss
{
    public enum Average { Violating, All, Sum }

    public enum Miner { None, All, Hard, Semihard, Easy }

    private const string Library = "PyTorch Metric Learning";

    private readonly double norm = Setting.Positive(norm), power = Setting.Positive(power);

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) =>
        Measure(student.Embedding, targets.Labels).Loss;

    /// <summary>The loss of embeddings [N, D], and how many triplets were mined.</summary>
    internal (Tensor Loss, long Mined) Measure(Tensor embeddings, Tensor labels)
    {
        var rows = normalize ? nn.functional.normalize(embeddings, norm) : embeddings;
        // differences first: equal rows are at distance 0 exactly, and without a gradient
        var distances = cdist(rows, rows, norm, compute_mode.donot_use_mm_for_euclid_dist);
        if (power != 1) distances = distances.pow(power);
        var triplets = Mine(Triplets.All(labels), distances.detach());
        var positive = Triplets.At(distances, triplets.Anchors, triplets.Positives);
        var negative = Triplets.At(distances, triplets.Anchors, triplets.Negatives);
        if (swap) negative = negative.minimum(Triplets.At(distances, triplets.Positives, triplets.Negatives));
        var violation = margin + positive - negative;
        var losses = smooth ? nn.functional.softplus(violation) : violation.relu();
        var terms = average switch
        {
            Average.Violating => losses.detach().gt(0).sum().clamp_min(1),
            Average.All => full([], Math.Max(triplets.Count, 1L), device: losses.device),
            _ => ones([], device: losses.device),
        };
        // embeddings · 0: a batch without triplets has a gradient, too
        return (losses.sum() / terms + embeddings.sum() * 0, triplets.Count);
    }

    private Triplets Mine(Triplets all, Tensor distances)
    {
        if (miner == Miner.None) return all;
        var positive = Triplets.At(distances, all.Anchors, all.Positives);
        var lead = Triplets.At(distances, all.Anchors, all.Negatives) - positive;
        var keep = lead.le(minerMargin);
        return all.Where(miner switch
        {
            Miner.Hard => keep.logical_and(lead.le(0)),
            Miner.Semihard => keep.logical_and(lead.gt(0)),
            Miner.Easy => keep.logical_not(),
            _ => keep,
        });
    }
}
