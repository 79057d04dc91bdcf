using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Batch-hard triplet loss (Hermans et al. 2017) as in the code of MKD: each image against its farthest positive,
/// itself among the candidates, and its nearest negative. Images without a negative take no part. A task loss: it needs
/// no teacher.
/// </summary>
public sealed class TripletHard(double margin, FeatureChoice features) : DistillationLoss(nameof(TripletHard))
{
    public static LossEntry Entry { get; } = new(
        "triplet.hard", "batch-hard triplet loss (Hermans et al. 2017), eq. 5",
        @"\frac1N\sum_a\big[m+\max_p\lVert s_a-s_p\rVert_2-\min_n\lVert s_a-s_n\rVert_2\big]_+",
        [new("margin", "0", "m", "MKD's code"), .. FeatureChoice.Options],
        (options, _) => new TripletHard(options.Number("margin"), FeatureChoice.From(options)))
    {
        Weight = new(1, "a task loss"),
        Golden = ["loss.triplet_hard.yulu0724"],
    };

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var rows = features.OfStudent(student);
        var (positive, negative) = Hardest(rows, samples.Labels);
        return ((margin + positive - negative).relu().sum() / Math.Max(positive.shape[0], 1)).to_type(rows.dtype) + rows.sum() * 0;
    }

    /// <summary>Distances of the images that have a negative to their farthest positive and nearest negative.</summary>
    internal static (Tensor Positive, Tensor Negative) Hardest(Tensor rows, Tensor labels)
    {
        var distances = Distances.Between(rows, rows);
        var different = Triplets.Different(labels);
        var complete = different.any(1).nonzero().squeeze(1);
        return (distances.masked_fill(different, 0).amax(1).index_select(0, complete),
            distances.masked_fill(different.logical_not(), double.PositiveInfinity).amin(1).index_select(0, complete));
    }
}
