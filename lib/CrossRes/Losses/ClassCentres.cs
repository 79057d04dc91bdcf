using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Average embedding of each class (HORKD, eq. 6) for a network that is learning: a moving average over batches,
/// replaced at <see cref="Refresh"/> by the plain average over everything seen since the last one.
/// </summary>
internal sealed class ClassCentres : nn.Module
{
    private readonly Tensor _centres, _seen, _sums, _counts;
    private readonly double _momentum;
    private readonly bool _batchGradient;

    internal ClassCentres(int classes, long width, double momentum, bool batchGradient) : base(nameof(ClassCentres))
    {
        _momentum = momentum;
        _batchGradient = batchGradient;
        _centres = Buffer("mean", zeros(classes, width, dtype: float64));
        _seen = Buffer("seen", zeros(classes, dtype: float64));
        _sums = Buffer("epoch_sum", zeros(classes, width, dtype: float64));
        _counts = Buffer("epoch_count", zeros(classes, dtype: float64));
    }

    /// <summary>Takes a batch in, if training, and gives the centres [C, D] and which of them exist, 1 or 0 [C].</summary>
    internal (Tensor Centres, Tensor Seen) Observe(Tensor embedding, Tensor labels)
    {
        if (!training)
            return (_centres, _seen);
        var member = nn.functional.one_hot(labels, _counts.shape[0]).to_type(ScalarType.Float64);
        var sums = member.t().matmul((_batchGradient ? embedding : embedding.detach()).to_type(ScalarType.Float64));
        var counts = member.sum(0);
        var present = counts.gt(0).to_type(ScalarType.Float64);
        // a class seen for the first time starts at its batch mean
        var keep = (1 - present * (1 - _momentum * _seen)).unsqueeze(1);
        var centres = keep * _centres + (1 - keep) * (sums / counts.clamp_min(1).unsqueeze(1));
        using (no_grad())
        {
            _centres.copy_(centres);
            _seen.copy_(_seen.maximum(present));
            _sums.add_(sums);
            _counts.add_(counts);
        }
        return (_batchGradient ? centres : _centres.clone(), _seen);
    }

    /// <summary>Centres become the averages since the last call; a class without images keeps its centre.</summary>
    internal void Refresh()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var present = _counts.gt(0).unsqueeze(1);
        _centres.copy_(where(present, _sums / _counts.clamp_min(1).unsqueeze(1), _centres));
        _sums.zero_();
        _counts.zero_();
    }

    private Tensor Buffer(string name, Tensor value)
    {
        value.DetachFromDisposeScope();
        register_buffer(name, value);
        return value;
    }
}
