using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Triplet loss with a negative chosen for each pair of one class, averaged over all of them, as in RKD's code, which
/// trains HORKD's kind of teacher with it. The distance weights are those of Wu et al. 2017 and suppose embeddings of
/// length 1. A task loss: it needs no teacher.
/// </summary>
public sealed class TripletSampled : DistillationLoss
{
    private const string Provenance = "RKD's code";
    // distances below count as this far, and beyond are too easy (Wu et al. 2017)
    private const double Nearest = 0.5, Farthest = 1.4;

    public static LossEntry Entry { get; } = new(
        "triplet.sampled", "triplet loss with sampled negatives (Wu et al. 2017)",
        @"\frac1{|\mathcal T|}\sum_{(a,p,n)\in\mathcal T}\big[m+\lVert s_a-s_p\rVert_2-\lVert s_a-s_n\rVert_2\big]_+",
        [
            new("margin", "0.2", "m", Provenance),
            new("normalize", "yes", "whether embeddings are scaled to length 1", "RKD's teachers; its students are not", "yes", "no"),
            new("negatives", "weighted", "one at random by distance; the nearest; the nearest beyond the positive (else the farthest); or all",
                Provenance, "weighted", "hard", "semihard", "all"),
        ],
        (options, context) => new TripletSampled(options, context.Seed))
    {
        Weight = new(1, "a task loss"),
        Golden = ["loss.triplet_margin.rkd"],
    };

    private readonly LossOptions options;
    private readonly double margin;
    private readonly Draws draws;

    private TripletSampled(LossOptions options, long seed) : base(nameof(TripletSampled))
    {
        (this.options, draws, margin) = (options, new Draws(seed, "triplets"), options.Number("margin"));
        register_module(nameof(draws), draws);
    }

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var rows = options["normalize"] == "yes" ? nn.functional.normalize(student.Embedding) : student.Embedding;
        var triplets = Choose(rows.detach(), samples.Labels);
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
        if (options["negatives"] == "all")
            return Triplets.All(labels);
        var distances = Distances.Within(rows);
        return Triplets.OnePerPair(labels, (anchors, positives, possible) =>
        {
            var far = distances.index_select(0, anchors);
            return options["negatives"] switch
            {
                "hard" => far.masked_fill(possible.logical_not(), double.PositiveInfinity).argmin(1),
                "semihard" => SemiHard(far, far.gather(1, positives.unsqueeze(1)), possible),
                _ => Weighted(far, possible, rows.shape[1]),
            };
        });
    }

    private static Tensor SemiHard(Tensor far, Tensor positive, Tensor possible)
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
