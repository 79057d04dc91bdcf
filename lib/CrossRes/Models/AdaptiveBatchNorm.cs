using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>How batch normalization takes its statistics from unlabelled images while a network is used.</summary>
public enum Adaptation
{
    /// <summary>μ ← (1−ρ)μ + ρμ_B, and so σ², from the trained ones on: AIRD's FaceBN, a reconstruction.</summary>
    Online,

    /// <summary>Over all images seen, without the trained ones: AdaBN (Li et al. 2016).</summary>
    Pooled,

    /// <summary>ρμ_B + (1−ρ)μ with the trained μ, each batch by itself.</summary>
    Mixed,

    /// <summary>The batch's alone.</summary>
    Batch,
}

/// <summary>
/// Replaces the statistics of every batch normalization of a network by those of the images that pass through it;
/// weight and bias stay. AIRD's FaceBN is known by description only: online, at test time, without labels, by batch
/// normalization's statistics. Its formula, and ρ, are a reconstruction. Dispose it to have the trained statistics
/// back.
/// </summary>
public sealed class AdaptiveBatchNorm : IDisposable
{
    private readonly Adaptation method;
    private readonly double share;
    private readonly List<(Tensor Tensor, Tensor Trained)> trained = [];
    private readonly List<Action> unhook = [];

    /// <param name="network">In evaluation mode.</param>
    /// <param name="share">ρ, the batch's share, more than 0, up to 1; 0.1 for <see cref="Adaptation.Online"/> is our
    /// choice.</param>
    public AdaptiveBatchNorm(nn.Module network, Adaptation method = Adaptation.Online, double share = 0.1)
    {
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share),
            $"the batch's share is more than 0, up to 1, not {share}");
        (this.method, this.share) = (method, share);
        foreach (var norm in network.modules().OfType<BatchNorm2d>().Where(n => n.running_mean is not null))
        {
            var (mean, variance) = (Keep(norm.running_mean!), Keep(norm.running_var!));
            var seen = 0L;
            var hook = norm.register_forward_pre_hook((module, x) =>
            {
                seen += Adapt((BatchNorm2d)module, x, mean, variance, seen);
                return x;
            });
            unhook.Add(hook.remove);
        }
    }

    public void Dispose()
    {
        using var frozen = no_grad();
        foreach (var remove in unhook) remove();
        foreach (var (tensor, before) in trained)
        {
            tensor.copy_(before);
            before.Dispose();
        }
        unhook.Clear();
        trained.Clear();
    }

    /// <summary>Moves a layer's statistics before it is applied to a batch.</summary>
    /// <returns>Images in the batch.</returns>
    private long Adapt(BatchNorm2d norm, Tensor x, Tensor trainedMean, Tensor trainedVariance, long seen)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        x = MixedPrecision.Full(x);
        var (mean, variance) = (norm.running_mean!, norm.running_var!);
        var batchMean = x.mean([0, 2, 3]);
        var batchVariance = x.var([0, 2, 3], unbiased: false);
        var images = x.shape[0];
        switch (method)
        {
            case Adaptation.Online:
                mean.copy_(Between(mean, batchMean, share));
                variance.copy_(Between(variance, batchVariance, share));
                break;
            case Adaptation.Pooled when seen > 0:
                var part = (double)images / (seen + images);
                var distance = batchMean - mean;
                variance.copy_(Between(variance, batchVariance, part) + distance.square() * (part * (1 - part)));
                mean.add_(distance * part);
                break;
            case Adaptation.Mixed:
                mean.copy_(Between(trainedMean, batchMean, share));
                variance.copy_(Between(trainedVariance, batchVariance, share));
                break;
            default:
                mean.copy_(batchMean);
                variance.copy_(batchVariance);
                break;
        }
        return images;
    }

    private static Tensor Between(Tensor from, Tensor to, double share) => from * (1 - share) + to * share;

    private Tensor Keep(Tensor statistic)
    {
        var copy = statistic.clone().DetachFromDisposeScope();
        trained.Add((statistic, copy));
        return copy;
    }
}
