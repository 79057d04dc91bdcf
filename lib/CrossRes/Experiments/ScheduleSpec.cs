using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace CrossRes.Experiments;

/// <summary>
/// The learning rate rises linearly over the first epochs, and is multiplied by <paramref name="Factor"/> whenever a
/// fraction of the training is over. Fractions rather than epochs, so that a shorter training keeps the shape: 60, 120
/// and 160 of 200 epochs are 0.3, 0.6 and 0.8.
/// </summary>
/// <param name="WarmupEpochs">Until the full learning rate is reached.</param>
public sealed record ScheduleSpec(IReadOnlyList<double> Milestones, double Factor, double WarmupEpochs)
{
    /// <summary>What the learning rate is multiplied by at an optimizer step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="stepsPerEpoch">Optimizer steps in an epoch.</param>
    /// <param name="totalSteps">Of the whole training.</param>
    public double FactorAt(int step, int stepsPerEpoch, int totalSteps)
    {
        var warmup = Math.Max(1, WarmupEpochs * stepsPerEpoch);
        var rise = Math.Min(1, (step + 1) / warmup);
        return rise * Math.Pow(Factor, Milestones.Count(m => step >= Math.Round(m * totalSteps)));
    }

    /// <summary>
    /// A scheduler to be stepped once per optimizer step, as it stands after <paramref name="done"/> steps.
    /// </summary>
    internal LRScheduler Create(Optimizer optimizer, int stepsPerEpoch, int epochs, int done)
    {
        var scheduler = LambdaLR(optimizer, step => FactorAt(step, stepsPerEpoch, epochs * stepsPerEpoch));
        for (var k = 0; k < done; k++) scheduler.step();
        return scheduler;
    }
}
