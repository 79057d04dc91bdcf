using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Cross-entropy of the student's logits with the labels, averaged over those that count, or summed. With class weights
/// the mean divides by the sum of the labels' weights, for the smoothed part too (as PyTorch does).
/// </summary>
public sealed class CrossEntropy : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "ce", "cross-entropy; label smoothing: Szegedy et al. 2016",
        @"-\frac1N\sum_i\sum_c\big((1-\epsilon)\,1[y_i=c]+\tfrac{\epsilon}{C}\big)\log\mathrm{softmax}(z^s_i)_c",
        [
            new("smoothing", "0", "share ε of the target spread over all classes, 0 … 1", "none in HORKD"),
            new("weights", "", "one weight per class, separated by commas; empty: all 1", "none in HORKD"),
            new("reduction", "mean", "over the labels that count, by their classes' weights; or their sum", "PyTorch", "mean", "sum"),
            new("ignore", "-100", "a label that does not count", "PyTorch"),
        ],
        (options, context) => new CrossEntropy(options.Number("smoothing"), Weights(options, context.Classes))
        {
            Summed = options["reduction"] == "sum", Ignored = options.Whole("ignore"),
        })
    {
        Weight = new(1, "HORKD 4.1: cross-entropy in addition"),
        Golden = ["loss.cross_entropy"],
    };

    private readonly double smoothing;
    private readonly double[]? weights;

    /// <exception cref="ArgumentOutOfRangeException">Smoothing is outside 0 … 1.</exception>
    public CrossEntropy(double smoothing = 0, double[]? weights = null) : base(nameof(CrossEntropy))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smoothing);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smoothing, 1);
        (this.smoothing, this.weights) = (smoothing, weights);
    }

    /// <summary>The sum rather than the mean.</summary>
    public bool Summed { get; init; }

    /// <summary>A label that does not count.</summary>
    public long Ignored { get; init; } = -100;

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var classWeights = weights is null ? null : tensor(weights, dtype: student.Logits.dtype, device: student.Logits.device);
        return nn.functional.cross_entropy(student.Logits, samples.Labels, classWeights, Ignored,
            Summed ? nn.Reduction.Sum : nn.Reduction.Mean, label_smoothing: smoothing);
    }

    private static double[]? Weights(LossOptions options, int classes) =>
        options.Numbers("weights") switch
        {
            [] => null,
            var weights when weights.Length == classes => weights,
            var weights => throw new ArgumentException($"option weights of loss ce has {weights.Length} numbers for {classes} classes"),
        };
}
