using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>
/// CRRCD's equation 9, log n − loss ≤ I, on embeddings of which the information is known: student = ρ teacher +
/// √(1 − ρ²) noise in each of D Gaussian dimensions has I = −D/2 log(1 − ρ²) nats.
/// </summary>
public class MutualInformationTests
{
    private const int Images = 64, Dimensions = 2, Negatives = 64;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void The_best_critic_stays_below_and_a_worse_one_below_that(double correlation)
    {
        using var scope = NewDisposeScope();
        const int pairs = 4000;
        var (t, s) = Draw(pairs, correlation, 1);
        var (others, _) = Draw(pairs * Negatives, 0, 2);
        // a critic with m = 1, τ = 1 and Z = 1 that knows the densities: its score is log p(t, s) / p(t)p(s)
        var own = LogRatio(t, s, correlation).unsqueeze(1);
        var drawn = LogRatio(others.view(pairs, Negatives, Dimensions), s.unsqueeze(1), correlation);
        double Bound(double scale) =>
            Math.Log(Negatives) - Critic().Loss(Scored(scale * own, scale * drawn)).ToDouble();
        var (information, best) = (Information(correlation), Bound(1));
        Assert.True(best <= information, $"{best} of {information}");
        Assert.All([0.0, 0.7, 1.3], scale => Assert.True(Bound(scale) < best));
    }

    [Fact]
    public void A_trained_module_finds_more_where_there_is_more_and_never_too_much()
    {
        double Found(double correlation)
        {
            using var scope = NewDisposeScope();
            using var loss = new Crrcd(negatives: Negatives, queue: 4, width: 64).For(
                new LossContext(Images, Dimensions, Dimensions, () => zeros(1), 1)
                {
                    TrainLabels = [.. Enumerable.Range(0, Images).Select(i => (long)i)],
                });
            using var optimizer = optim.Adam(loss.parameters(), 2e-3);
            for (var step = 0; step < 200; step++)
            {
                using var inner = NewDisposeScope();
                optimizer.zero_grad();
                Value(loss, correlation, step).backward();
                optimizer.step();
            }
            using var frozen = no_grad();
            var mean = Enumerable.Range(1000, 20).Average(seed => Value(loss, correlation, seed).ToDouble());
            return Math.Log(Negatives) - mean;
        }
        var (none, some, much) = (Found(0), Found(0.9), Found(0.99));
        Assert.True(none <= 0 && some <= Information(0.9) && much <= Information(0.99), $"{none} {some} {much}");
        Assert.True(some > 0.2 && much > some + 0.5, $"{none} {some} {much}");
    }

    private static Tensor Value(DistillationLoss loss, double correlation, long seed)
    {
        var (t, s) = Draw(Images, correlation, seed);
        NetworkOutputs See(Tensor x) => new(x, x.to_type(ScalarType.Float32), []);
        // every image is a class of its own: negatives are independent draws
        return loss.Forward(See(s), See(t), new Targets(arange(Images), arange(Images)));
    }

    private static double Information(double correlation) =>
        -Dimensions / 2.0 * Math.Log(1 - correlation * correlation);

    private static (Tensor Teacher, Tensor Student) Draw(int count, double correlation, long seed)
    {
        using var generator = CrossRes.Common.RandomStreams.Generator(seed, "gauss");
        var t = randn([count, Dimensions], float64, generator: generator);
        var noise = randn([count, Dimensions], float64, generator: generator);
        return (t, correlation * t + Math.Sqrt(1 - correlation * correlation) * noise);
    }

    /// <summary>log of the joint density over the product of the marginals, summed over dimensions.</summary>
    private static Tensor LogRatio(Tensor t, Tensor s, double r) =>
        (-(r * r * (t.square() + s.square()) - 2 * r * t * s) / (2 * (1 - r * r)) - Math.Log(1 - r * r) / 2).sum([-1]);

    private static RelationCritic Critic() => new(temperature: 1, images: 1, normalized: false);

    /// <summary>A choice whose scores are given: queries are 1, keys the scores.</summary>
    private static RelationChoice Scored(Tensor own, Tensor others) => new(
        ones_like(own), own, others.unsqueeze(2), ones_like(others, ScalarType.Bool));
}
