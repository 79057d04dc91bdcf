using CrossRes.Papers.Horkd;
using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Papers.Horkd;

public class OrderEffectsTests
{
    private static readonly double[] Noise = [-0.1, 0.05, 0, 0.1, -0.05];

    [Fact]
    public void Effects_that_were_put_in_come_out()
    {
        // order 1 adds 3, 2 nothing, C takes 2 away where order 3 is there too
        var grid = Grid((set, seed) => 50 + (set.Contains('1') ? 3 : 0) - (set.Contains('3') && set.Contains('C') ? 2 : 0) + seed);
        Assert.All(OrderEffects.Values(grid, "1"), value => Assert.Equal(3, value, 9));
        Assert.All(OrderEffects.Values(grid, "2"), value => Assert.Equal(0, value, 9));
        Assert.All(OrderEffects.Values(grid, "3"), value => Assert.Equal(-1, value, 9));
        Assert.All(OrderEffects.Values(grid, "C"), value => Assert.Equal(-1, value, 9));
        Assert.All(OrderEffects.Values(grid, "3C"), value => Assert.Equal(-1, value, 9));
        Assert.All(OrderEffects.Values(grid, "1C"), value => Assert.Equal(0, value, 9));
    }

    [Fact]
    public void A_main_effect_is_the_mean_over_all_ways_of_adding_the_order()
    {
        var grid = Grid((set, seed) => Math.Sin(7 * set.Sum(c => (int)c) + seed) * 10);
        var ways = grid.Steps.Where(s => s.Added.Letter == "2").Select(s => (s.Without, s.With));
        Assert.Equal(grid.Average(ways), OrderEffects.Values(grid, "2"), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void An_effect_is_a_gain_a_loss_too_small_to_matter_or_undecided()
    {
        var grid = Grid((set, seed) => 50 + (set.Contains('1') ? 3 + Noise[seed - 1] : 0) - (set.Contains('2') ? 2 + Noise[seed - 1] : 0)
            + (set.Contains('3') ? Noise[seed - 1] : 0) + (set.Contains('C') ? 40 * Noise[seed - 1] : 0));
        // spread √10, five seeds, one of four effects: scipy 1.10.1 gives 7.83230
        Assert.Equal(["gain", "loss", "no difference: under 1 point", "undecided, none above 7.8 points"],
            OrderEffects.All(grid).Where(e => e.Orders.Length == 1).Select(e => e.Outcome));
        Assert.Equal(4 + 6, OrderEffects.Table(grid)!.Rows.Count);
        Assert.StartsWith("published weights, means: order 1, over all 16 sets: gain (+3.00 points, 95 % interval +2.9", OrderEffects.Findings(grid)[0]);
    }

    [Fact]
    public void Without_every_set_or_a_second_seed_nothing_is_said()
    {
        var whole = Grid((_, seed) => seed);
        var part = whole with { Scores = whole.Scores.Where(s => s.Key != "2C").ToDictionary() };
        Assert.Empty(OrderEffects.All(part));
        Assert.Null(OrderEffects.Table(part));
        Assert.Equal("a factorial needs every set of orders; 2C was not run", Assert.Throws<ArgumentException>(() => OrderEffects.Values(part, "1")).Message);
        Assert.Empty(OrderEffects.Findings(Grid((_, seed) => seed, seeds: 1)));
    }

    private static OrderGrid Grid(Func<string, int, double> score, int seeds = 5) => new(Weighting.Published,
        Weighting.Published.Subsets.ToDictionary(set => set, set => (IReadOnlyDictionary<long, double>)
            Enumerable.Range(1, seeds).ToDictionary(seed => (long)seed, seed => score(set, seed))));
}
