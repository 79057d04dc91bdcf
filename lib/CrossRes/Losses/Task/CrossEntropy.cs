using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Cross-entropy of the student's logits with the labels, averaged over those that count, or summed. With class weights
/// the mean divides by the sum of the labels' weights, for the smoothed part too (as PyTorch does).
/// </summary>
[Loss("ce", "cross-entropy; label smoothing: Szegedy et al. 2016",
    @"-\frac1N\sum_i\sum_c\big((1-\epsilon)\,1[y_i=c]+\tfrac{\epsilon}{C}\big)\log\mathrm{softmax}(z^s_i)_c",
    WeightFrom = "HORKD 4.1: cross-entropy in addition",
    Golden = new[] { "loss.cross_entropy" })]
public sealed class CrossEntropy(
    [Option("share ε of the target spread over all classes, 0 … 1", "none in HORKD")]
    double smoothing = 0,
    [Option("one weight per class, separated by commas; empty: all 1", "none in HORKD")]
    double[]? weights = null,
    [Option("over the labels that count, by their classes' weights; or their sum", "PyTorch")]
    Reduction reduction = Reduction.Mean,
    [Option("a label that does not count", "PyTorch")]
    long ignore = -100)
    : DistillationLoss
{
    private readonly double smoothing = Setting.Share(smoothing);

    public override bool NeedsTeacher => false;

    protected override void Build(LossContext context)
    {
        if (weights is not null && weights.Length != context.Classes)
            throw new ArgumentException(
                $"loss {Name}: weights has {weights.Length} numbers for {context.Classes} classes");
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var logits = student.Logits;
        var classWeights = weights is null ? null : tensor(weights, dtype: logits.dtype, device: logits.device);
        return nn.functional.cross_entropy(logits, targets.Labels, classWeights, ignore,
            reduction == Reduction.Sum ? nn.Reduction.Sum : nn.Reduction.Mean, label_smoothing: smoothing);
    }
}
