using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Batch-hard triplet loss (Hermans et al. 2017) as in the code of MKD: each image against its farthest positive,
/// itself among the candidates, and its nearest negative. Images without a negative take no part. A task loss: it needs
/// no teacher.
/// </summary>
[Loss("triplet.hard", "batch-hard triplet loss (Hermans et al. 2017), eq. 5",
    @"\frac1N\sum_a\big[m+\max_p\lVert s_a-s_p\rVert_2-\min_n\lVert s_a-s_n\rVert_2\big]_+",
    WeightFrom = "a task loss",
    Golden = new[] { "loss.triplet_hard.yulu0724" })]
public sealed class TripletHard(
    [Option("m", "MKD's code")] double margin = 0,
    Feature feature = Feature.Embedding,
    Normalize normalize = Normalize.None)
    : DistillationLoss
{
    public override bool NeedsTeacher => false;

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var rows = new FeatureChoice(feature, normalize).OfStudent(student);
        var (positive, negative) = Hardest(rows, targets.Labels);
        var mean = (margin + positive - negative).relu().sum() / Math.Max(positive.shape[0], 1);
        return mean.to_type(rows.dtype) + rows.sum() * 0;
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
