using CrossRes.Experiments;
using CrossRes.Papers;
using Xunit;

namespace CrossRes.Tests.Papers.Crrcd;

public class CrrcdFigure3Tests
{
    [Theory]
    [InlineData("crrcd-negatives", 5, "512")]
    [InlineData("crrcd-temperature", 6, "0.1")]
    public void A_sweep_changes_one_option_and_shares_the_chosen_run_with_the_table_across_resolutions(string key, int values, string chosen)
    {
        var sweep = Catalogue.Named(key);
        Assert.Equal(values, sweep.Rows.Count(r => r.Published is not null));
        var option = key["crrcd-".Length..];
        var common = Catalogue.Named("crrcd-cross")["crrcd-vgg13-vgg8-at-16"].Recipe!(Scale.Laptop);
        foreach (var row in sweep.Trainable.Where(r => r.Key.StartsWith(option + "-")))
        {
            var recipe = row.Recipe!(Scale.Laptop);
            var value = recipe.Losses[^1].Options?[option] ?? chosen;
            Assert.Equal($"{option}-{value}", row.Key);
            Assert.Equal(common.Digest, (recipe with { Losses = [.. recipe.Losses.SkipLast(1), new LossTerm("crrcd", 2)] }).Digest);
        }
        Assert.Contains(common.Digest, sweep.Trainable.Select(r => r.Recipe!(Scale.Laptop).Digest));
    }
}
