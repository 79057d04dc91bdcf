using CrossRes.Experiments;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Experiments;

public class OptimizerSpecTests
{
    private static readonly ScheduleSpec Published = new([0.3, 0.6, 0.8], 0.2, 1);

    /// <summary>10 epochs of 4 steps: milestones at steps 12, 24 and 32.</summary>
    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(11, 1)]
    [InlineData(12, 0.2)]
    [InlineData(23, 0.2)]
    [InlineData(24, 0.04)]
    [InlineData(32, 0.008)]
    [InlineData(39, 0.008)]
    public void The_rate_rises_in_the_first_epoch_and_falls_at_the_milestones(int step, double factor) =>
        Assert.Equal(factor, Published.FactorAt(step, 4, 40), 1e-15);

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 0.2)]
    [InlineData(120, 0.04)]
    [InlineData(160, 0.008)]
    public void Of_200_epochs_the_milestones_are_60_120_and_160(int epoch, double factor)
    {
        const int steps = 391;
        Assert.Equal(factor, Published.FactorAt(epoch * steps, steps, 200 * steps), 1e-15);
        Assert.Equal(factor, Published.FactorAt((epoch + 1) * steps - 1, steps, 200 * steps), 1e-15);
    }

    [Fact]
    public void Without_warm_up_and_milestones_the_rate_stays() =>
        Assert.All(Enumerable.Range(0, 20), step => Assert.Equal(1, new ScheduleSpec([], 0.2, 0).FactorAt(step, 4, 20)));

    [Fact]
    public void The_optimizers_rate_follows_also_after_a_resume()
    {
        using var weight = nn.Parameter(zeros(1));
        using var whole = optim.SGD([weight], 0.5);
        var scheduler = Published.Create(whole, 4, 10, 0);
        for (var step = 0; step < 40; step++)
        {
            using var resumed = optim.SGD([weight], 0.5);
            Published.Create(resumed, 4, 10, step);
            var rate = whole.ParamGroups.First().LearningRate;
            Assert.Equal(0.5 * Published.FactorAt(step, 4, 40), rate, 1e-15);
            Assert.Equal(rate, resumed.ParamGroups.First().LearningRate);
            scheduler.step();
        }
    }
}
