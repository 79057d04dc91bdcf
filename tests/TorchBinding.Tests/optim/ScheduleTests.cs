using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchBinding.Tests;

public sealed class ScheduleTests : IDisposable
{
    private readonly Parameter _parameter = new(ones(1));
    private readonly SGD _optimizer;

    public ScheduleTests() => _optimizer = SGD([_parameter], 0.1, momentum: 0.9);

    public void Dispose() => _parameter.Dispose();

    private double Rate => _optimizer.ParamGroups.Single().LearningRate;

    [Fact]
    public void Going_to_an_epoch_gives_the_rate_of_walking_there()
    {
        Func<lr_scheduler.LRScheduler>[] kinds =
        [
            () => lr_scheduler.StepLR(_optimizer, 3),
            () => lr_scheduler.MultiStepLR(_optimizer, [2, 5, 5]),
            () => lr_scheduler.ExponentialLR(_optimizer, 0.9),
            () => lr_scheduler.CosineAnnealingLR(_optimizer, 10),
            () => lr_scheduler.ConstantLR(_optimizer),
            () => lr_scheduler.LambdaLR(_optimizer, epoch => 1.0 / (1 + epoch)),
            () => lr_scheduler.SequentialLR(_optimizer, [lr_scheduler.LinearLR(_optimizer), lr_scheduler.StepLR(_optimizer, 2)], [4]),
        ];
        foreach (var kind in kinds)
        {
            var walker = kind();
            for (var k = 0; k < 7; k++) walker.step();
            var walked = Rate;
            Assert.Equal([walked], walker.get_last_lr());
            kind().step(7);
            Assert.Equal(walked, Rate);
        }
        // a milestone listed twice multiplies twice
        lr_scheduler.MultiStepLR(_optimizer, [2, 5, 5]).step(5);
        Assert.Equal(1e-4, Rate, 12);
    }

    [Fact]
    public void One_cycle_ends_with_its_last_step()
    {
        var cycle = lr_scheduler.OneCycleLR(_optimizer, 1.0, epochs: 2, steps_per_epoch: 5);
        Assert.Equal(1.0 / 25, Rate, 12);
        Assert.Equal(0.95, _optimizer.Momentum, 12);
        for (var k = 1; k < 10; k++) cycle.step();
        Assert.Equal(1.0 / 25 / 1e4, Rate, 12);
        Assert.Contains("10 steps", Assert.Throws<InvalidOperationException>(() => cycle.step()).Message);
        Assert.Throws<ArgumentException>(() => lr_scheduler.OneCycleLR(_optimizer, 1.0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void Short_cycles_have_finite_rates_that_end_low(int steps)
    {
        var cycle = lr_scheduler.OneCycleLR(_optimizer, 1.0, steps, pct_start: 0.1);
        for (var k = 1; k < steps; k++)
        {
            Assert.InRange(Rate, 1e-9, 1);
            cycle.step();
        }
        Assert.Equal(1.0 / 25 / 1e4, Rate, 12);
    }

    [Fact]
    public void Intervals_must_be_positive()
    {
        Assert.Throws<ArgumentException>(() => lr_scheduler.StepLR(_optimizer, 0));
        Assert.Throws<ArgumentException>(() => lr_scheduler.CosineAnnealingLR(_optimizer, 0));
        lr_scheduler.LinearLR(_optimizer, total_iters: 0);
        Assert.Equal(0.1, Rate);
    }

    [Fact]
    public void A_sequence_needs_rising_milestones_one_less_than_schedules()
    {
        var part = lr_scheduler.StepLR(_optimizer, 1);
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(_optimizer, [part, part], [1, 2]));
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(_optimizer, [part, part, part], [2, 1]));
    }
}
