using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Triplet loss with a negative chosen for each pair of one class, averaged over all of them, as in RKD's code, which
/// trains HORKD's kind of teacher with it. The distance weights are those of Wu et al. 2017 and suppose embeddings of
/// length 1. A task loss: it needs no teacher.
/// </summary>
[Loss("triplet.sampled", "triplet loss with sampled negatives (Wu et al. 2017)",
    @"\frac1{|\mathcal T|}\sum_{(a,p,n)\in\mathcal T}\big[m+\lVert s_a-s_p\rVert_2-\lVert s_a-s_n\rVert_2\big]_+",
    WeightFrom = "a task loss",
    Golden = new[] { "loss.triplet_margin.rkd" })]
public sealed class TripletSampled(
    [Option("m", "RKD's code")]
    double margin = 0.2,
    [Option("whether embeddings are scaled to length 1", "RKD's teachers; its students are not")]
    bool normalize = true,
    [Option("one at random by distance; the nearest; the nearest beyond the positive (else the farthest); or all",
        "RKD's code")]
    TripletSampled.Choice negatives = TripletSampled.Choice.Weighted)
    : DistillationLoss
{
    public enum Choice { Weighted, Hard, Semihard, All }

    // distances below count as this far, and beyond are too easy (Wu et al. 2017)
    private const double Nearest = 0.5, Farthest = 1.4;

    private Draws draws = null!;

    public override bool NeedsTeacher => false;

    protected override void Build(LossContext context) => draws = Part("draws", new Draws(context.Seed, "triplets"));

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var rows = normalize ? nn.functional.normalize(student.Embedding) : student.Embedding;
        var triplets = Choose(rows.detach(), targets.Labels);
        // PyTorch's pairwise_distance adds as much to every difference
        var distances = cdist(rows + 1e-6, rows, 2, compute_mode.donot_use_mm_for_euclid_dist);
        var positive = Triplets.At(distances, triplets.Anchors, triplets.Positives);
        var negative = Triplets.At(distances, triplets.Anchors, triplets.Negatives);
        // rows · 0: a batch without triplets has a gradient, too
        return (margin + positive - negative).relu().sum() / Math.Max(triplets.Count, 1) + rows.sum() * 0;
    }

    /// <summary>The triplets of embeddings [N, D]; random ones differ from call to call.</summary>
    internal Triplets Choose(Tensor rows, Tensor labels)
    {
        if (negatives == Choice.All) return Triplets.All(labels);
        var distances = Distances.Within(rows);
        return Triplets.OnePerPair(labels, (anchors, positives, possible) =>
        {
            var far = distances.index_select(0, anchors);
            return negatives switch
            {
                Choice.Hard => far.masked_fill(possible.logical_not(), double.PositiveInfinity).argmin(1),
                Choice.Semihard => Semihard(far, far.gather(1, positives.unsqueeze(1)), possible),
                _ => Weighted(far, possible, rows.shape[1]),
            };
        });
    }

    private static Tensor Semihard(Tensor far, Tensor positive, Tensor possible)
    {
        var beyond = possible.logical_and(far.gt(positive));
        var nearest = far.masked_fill(beyond.logical_not(), double.PositiveInfinity).argmin(1);
        var farthest = far.masked_fill(possible.logical_not(), double.NegativeInfinity).argmax(1);
        return where(beyond.any(1), nearest, farthest);
    }

    /// <summary>By the inverse density of distances between points spread evenly over the sphere.</summary>
    private Tensor Weighted(Tensor far, Tensor possible, long width)
    {
        using var generator = draws.Next();
        var d = far.cpu().clamp(Nearest, Farthest);
        possible = possible.cpu();
        var log = (2.0 - width) * d.log() - (width - 3) / 2.0 * (1 - d.square() / 4).log();
        var useful = possible.logical_and(d.lt(Farthest));
        // where all are too easy, any
        useful = where(useful.any(1, keepdim: true), useful, possible);
        log = log.masked_fill(useful.logical_not(), double.NegativeInfinity);
        return log.softmax(1).multinomial(1, generator: generator).squeeze(1).to(far.device);
    }
}
