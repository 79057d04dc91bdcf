using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Average embedding of each class (HORKD, eq. 6) for a network that is learning: a moving average over batches,
/// replaced at <see cref="Refresh"/> by the plain average over everything seen since the last one.
/// </summary>
internal sealed class ClassCentres : nn.Module
{
    private readonly double momentum;
    private readonly bool batchGradient;

    internal ClassCentres(int classes, long width, double momentum, bool batchGradient) : base(nameof(ClassCentres))
    {
        this.momentum = momentum;
        this.batchGradient = batchGradient;
        register_buffer("mean", zeros(classes, width, dtype: float64));
        register_buffer("seen", zeros(classes, dtype: float64));
        register_buffer("epoch_sum", zeros(classes, width, dtype: float64));
        register_buffer("epoch_count", zeros(classes, dtype: float64));
    }

    // looked up, since moving the module to a device replaces them
    private Tensor Mean => get_buffer("mean")!;
    private Tensor Seen => get_buffer("seen")!;
    private Tensor EpochSum => get_buffer("epoch_sum")!;
    private Tensor EpochCount => get_buffer("epoch_count")!;

    /// <summary>Takes in a batch, if training; the centres [C, D] and which of them exist, 1 or 0 [C].</summary>
    internal (Tensor Centres, Tensor Seen) Observe(Tensor embedding, Tensor labels)
    {
        if (!training)
            return (Mean, Seen);
        var member = nn.functional.one_hot(labels, EpochCount.shape[0]).to_type(ScalarType.Float64);
        var sums = member.t().matmul((batchGradient ? embedding : embedding.detach()).to_type(ScalarType.Float64));
        var counts = member.sum([0]);
        var present = counts.gt(0).to_type(ScalarType.Float64);
        // a class seen for the first time starts at its batch mean
        var keep = (1 - present * (1 - momentum * Seen)).unsqueeze(1);
        var centres = keep * Mean + (1 - keep) * (sums / counts.clamp_min(1).unsqueeze(1));
        using (no_grad())
        {
            Mean.copy_(centres);
            Seen.copy_(Seen.maximum(present));
            EpochSum.add_(sums);
            EpochCount.add_(counts);
        }
        return (batchGradient ? centres : Mean.clone(), Seen);
    }

    /// <summary>Centres become the averages since the last call; a class without images keeps its centre.</summary>
    internal void Refresh()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var present = EpochCount.gt(0).unsqueeze(1);
        Mean.copy_(where(present, EpochSum / EpochCount.clamp_min(1).unsqueeze(1), Mean));
        EpochSum.zero_();
        EpochCount.zero_();
    }
}
