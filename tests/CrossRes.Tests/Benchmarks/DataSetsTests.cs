using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Benchmarks;

public class DataSetsTests
{
    public static TheoryData<string> Keys => [.. DataSets.All.Select(s => s.Key)];

    [Theory, MemberData(nameof(Keys))]
    public void A_stand_in_is_found_read_whole_and_called_synthetic(string key)
    {
        using var folder = new TempFolder();
        var set = DataSets.Named(key);
        Assert.False(set.IsIn(folder.Path));
        var made = set.StandIn(folder.Path, Scale.Tiny);
        Assert.True(set.IsIn(made), $"{made} has none of {string.Join(", ", set.Marks)}");
        using var data = set.Load(made, new ImageSpec(Math.Min(set.Classes, 4), null, null) { Set = key, Side = set.Side }, 1);
        Assert.Equal(RunData.Synthetic, data.Origin);
        Assert.True(data.Train.Count > 0 && data.TestCount > 0);
    }

    [Fact]
    public void Every_set_that_a_recipe_names_is_registered() => Assert.Empty(
        (from experiment in Catalogue.All
         from row in experiment.Trainable
         from scale in Scale.All
         select row.Recipe!(scale).Images.Set).Distinct().Except(DataSets.All.Select(s => s.Key)));

    [Fact]
    public void The_page_on_data_sets_speaks_of_every_set()
    {
        var page = File.ReadAllText(Path.Combine(Workspace.Find().Root, "data-scripts", "README.md"));
        Assert.Empty(DataSets.All.Where(s => s.Name.Split(", ").All(name => !page.Contains(name, StringComparison.OrdinalIgnoreCase))).Select(s => s.Name));
    }

    [Fact]
    public void A_recipe_of_CIFAR_100_names_no_set_and_any_other_does()
    {
        var recipe = Catalogue.Named("table1")["teacher"].Recipe!(Scale.Tiny);
        Assert.False(recipe.ToJson().GetProperty("images").TryGetProperty("set", out _));
        var digits = recipe with { Images = recipe.Images with { Set = "svhn" } };
        Assert.Equal("svhn", digits.ToJson().GetProperty("images").GetProperty("set").GetString());
    }
}
