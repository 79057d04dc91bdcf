using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace CrossRes.Training;

/// <summary>
/// Steps down: the learning rate is multiplied by <paramref name="Factor"/> when a fraction of the training is over.
/// Fractions rather than epochs, so that a shorter training keeps the shape: 60, 120 and 160 of 200 epochs are 0.3, 0.6, 0.8.
/// </summary>
public sealed record ScheduleSpec(IReadOnlyList<double> Milestones, double Factor)
{
    /// <summary>A scheduler to be stepped once per optimizer step, as it stands after <paramref name="done"/> steps.</summary>
    internal LRScheduler Create(Optimizer optimizer, int totalSteps, int done)
    {
        int[] steps = [.. Milestones.Select(m => (int)Math.Round(m * totalSteps))];
        var scheduler = MultiStepLR(optimizer, steps, Factor);
        for (var k = 0; k < done; k++) scheduler.step();
        return scheduler;
    }
}
