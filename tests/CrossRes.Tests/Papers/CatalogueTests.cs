using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>What holds for every table and figure.</summary>
public class CatalogueTests
{
    private const int Many = 150;

    public static TheoryData<string> Experiments => [.. Catalogue.All.Select(e => e.Key)];

    [Fact]
    public void Every_experiment_has_a_key_of_its_own() => Assert.Distinct(Catalogue.All.Select(e => e.Key));

    [Theory, MemberData(nameof(Experiments))]
    public void Keys_and_recipes_are_unique_and_a_row_comes_after_its_teacher(string key)
    {
        var experiment = Catalogue.Named(key);
        Assert.Distinct(experiment.Rows.Select(r => r.Key));
        foreach (var scale in (Scale[])[.. Scale.All, Scale.Laptop with { Weights = new string('a', 64) }])
        {
            var before = experiment.Pretraining.Select(r => r.Recipe!(scale).Digest).ToHashSet();
            foreach (var row in experiment.Trainable)
            {
                var recipe = row.Recipe!(scale);
                Assert.True(recipe.Teacher is null || before.Contains(recipe.Teacher.Digest), $"{row.Key} comes before its teacher");
                Assert.True(before.Add(recipe.Digest), $"{row.Key} is the recipe of another row");
            }
        }
    }

    [Theory, MemberData(nameof(Experiments))]
    public void Every_setting_of_a_recipe_has_its_origin(string key)
    {
        var experiment = Catalogue.Named(key);
        var known = experiment.Hyperparameters.Select(h => h.Name).ToHashSet();
        foreach (var row in experiment.Trainable)
        {
            var recipe = row.Recipe!(Scale.Paper with { SkipAbsent = true, Weights = new string('a', 64) });
            Assert.Subset(known, RecipeSettings.All.Where(s => IsOwn(s.Name) && s.Text(recipe) is not null).Select(s => s.Name).ToHashSet());
        }
        Assert.All(experiment.Hyperparameters, h => Assert.False(string.IsNullOrWhiteSpace(h.Source), h.Name));
    }

    [Fact]
    public void Every_property_of_a_recipe_is_a_setting() => Assert.Subset(
        RecipeSettings.All.Select(s => s.Name).ToHashSet(),
        typeof(Recipe).GetProperties().Select(p => p.Name).Except([nameof(Recipe.Digest)]).ToHashSet());

    // parts of others are told where a paper says something of them
    private static bool IsOwn(string setting) => !setting.Contains('.') && setting is not ("Probe" or "Losses' reduction");

    /// <summary>
    /// A row that no picture shows would be forgotten silently. Teachers and assistants are stages of others; of the sweeps
    /// of CRRCD's Figure 3 only what is swept is drawn.
    /// </summary>
    [Theory, MemberData(nameof(Experiments))]
    public void A_row_whose_runs_change_no_picture_of_its_table_is_named(string key)
    {
        var experiment = Catalogue.Named(key);
        string[] sweeps = ["crrcd-negatives", "crrcd-temperature"];
        Assert.Empty(
            from row in experiment.Trainable
            where row.Role == Role.Student && !(sweeps.Contains(key) && row.Method == Method.Alone)
            let beside = experiment.Trainable.Where(r => experiment.Rows.Count < Many || r.Student == row.Student || r == experiment.Alone(row)).ToList()
            let shown = beside.Count > 1 ? beside : [.. beside, .. experiment.Trainable.Where(r => experiment.Alone(r) == row)]
            where Pictures(experiment, shown, null) == Pictures(experiment, shown, row)
            select row.Key);
    }

    private static string Pictures(Experiment experiment, IReadOnlyList<Row> rows, Row? better)
    {
        RunRecord[] runs =
        [
            .. from row in rows.Index()
               from seed in (long[])[1, 2]
               select SampleRuns.Run(row.Item.Key, seed, $$"""{"row":{{row.Index}}}""", top1: 20 + 0.1 * row.Index + seed + (row.Item == better ? 7 : 0)),
        ];
        return string.Concat(experiment.MoreFigures(runs).Values.Prepend(experiment.Figure(runs)).Select(f => f.ToJson()));
    }
}
