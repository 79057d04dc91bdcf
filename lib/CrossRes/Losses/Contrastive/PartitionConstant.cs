using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// log Z, where Z turns likelihoods e^score into probabilities over a set: its size times their mean in the first
/// batch, fixed since (CRD's code). In logarithms, for at low temperatures neither e^score nor Z is a number.
/// </summary>
internal sealed class PartitionConstant : nn.Module
{
    private readonly long size;

    /// <param name="size">Of the set.</param>
    internal PartitionConstant(long size) : base(nameof(PartitionConstant))
    {
        this.size = size;
        register_buffer("log", zeros(1, float64));
        register_buffer("known", zeros(1, float64)); // 1 once it is set
    }

    /// <summary>log Z as float64 [1].</summary>
    /// <param name="scores">Of a batch, any shape; they set Z at the first call.</param>
    /// <param name="valid">Which of them count, of the same shape; null: all.</param>
    internal Tensor Of(Tensor scores, Tensor? valid = null)
    {
        using var frozen = no_grad();
        var (log, known) = (get_buffer("log")!, get_buffer("known")!);
        var flat = scores.detach().to_type(ScalarType.Float64).flatten();
        var count = full(1, (double)flat.numel(), float64, flat.device);
        if (valid is not null)
        {
            flat = flat.masked_fill(valid.flatten().logical_not(), double.NegativeInfinity);
            count = valid.sum().to_type(ScalarType.Float64).reshape(1);
        }
        log.copy_(where(known.gt(0), log, flat.logsumexp(0, keepdim: true) - count.log() + Math.Log(size)));
        known.fill_(1);
        return log.clone();
    }
}
