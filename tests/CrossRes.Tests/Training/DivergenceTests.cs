using CrossRes.Experiments;
using CrossRes.Training;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>What is said of a loss that is no longer finite: the learning rate is blamed only when nothing better is known.</summary>
public class DivergenceTests
{
    private static readonly LossTerm[] Terms = [new("ce", 1), new("crd", 0.8, new Dictionary<string, string> { ["temperature"] = "0.01" })];

    [Fact]
    public void The_loss_that_broke_first_is_named_with_its_options()
    {
        var message = Divergence.Explain(Terms, 3, [13, 12]);
        Assert.StartsWith("the loss crd is not finite from step 12 of epoch 3 on, the others still were", message);
        Assert.Contains("its options (temperature 0.01)", message);
        Assert.DoesNotContain("learning rate", message);
    }

    [Fact]
    public void In_the_first_batch_nothing_was_learned_yet()
    {
        Assert.Contains("in the first batch, before anything was learned", Divergence.Explain(Terms, 1, [1, 1]));
        Assert.DoesNotContain("learning rate", Divergence.Explain(Terms[..1], 1, [1]));
    }

    [Fact]
    public void Only_where_all_break_at_once_the_recipe_diverges()
    {
        Assert.Contains("ce, crd is not finite from step 4 of epoch 1 on: the recipe diverges. Lower the learning rate", Divergence.Explain(Terms, 1, [4, 4]));
        Assert.Contains("though each loss is", Divergence.Explain(Terms, 2, [double.PositiveInfinity, double.PositiveInfinity]));
    }

    [Fact]
    public void The_meter_knows_the_step()
    {
        using var scope = NewDisposeScope();
        using var meter = new Meter(["a", "b"], CPU);
        foreach (var (a, b) in new[] { (1.0, 2.0), (1, double.NaN), (double.PositiveInfinity, 2) })
            meter.Add(tensor(a + b), [tensor(a), tensor(b)], zeros(2, 3), zeros(2, int64));
        Assert.Equal([3, 2], meter.Broken);
        Assert.False(double.IsFinite(meter.Loss));
    }
}
