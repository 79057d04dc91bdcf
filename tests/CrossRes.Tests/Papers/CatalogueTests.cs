using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Tests.Results;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>What holds for every table and figure.</summary>
public class CatalogueTests
{
    private const int Many = 150;

    public static TheoryData<string> Experiments => [.. Catalogue.All.Select(e => e.Key)];

    [Fact]
    public void Every_experiment_has_a_key_of_its_own() => Assert.Distinct(Catalogue.All.Select(e => e.Key));

    /// <summary>One that is not in the catalogue would be in no command, and no other test would look at it.</summary>
    [Fact]
    public void Every_table_that_a_class_of_a_paper_shows_is_in_the_catalogue()
    {
        var defined =
            from type in typeof(Catalogue).Assembly.GetTypes()
            where type.Namespace?.StartsWith("CrossRes.Papers", StringComparison.Ordinal) == true && type != typeof(Catalogue)
            from property in type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            from experiment in property.PropertyType == typeof(Experiment) ? [(Experiment)property.GetValue(null)!]
                : property.PropertyType.IsAssignableTo(typeof(IEnumerable<Experiment>)) ? (IEnumerable<Experiment>)property.GetValue(null)! : []
            select (Name: $"{type.Name}.{property.Name}", experiment.Key);
        Assert.All(defined, d => Assert.True(Catalogue.All.Concat(Catalogue.Beforehand).Any(e => e.Key == d.Key), $"{d.Name} ({d.Key}) is in no list of Papers/Catalogue.cs: add it to Catalogue.All"));
    }

    /// <summary>./repro run sets these parameters and executes the notebook.</summary>
    [Theory, MemberData(nameof(Experiments))]
    public void Its_notebook_is_there_shows_it_and_takes_its_parameters(string key)
    {
        var experiment = Catalogue.Named(key);
        var path = Path.Combine(Workspace.Find().Notebooks, experiment.Notebook);
        Assert.True(File.Exists(path), $"{key} has no notebook: write {path}");
        using var notebook = JsonDocument.Parse(File.ReadAllText(path));
        var cells = notebook.RootElement.GetProperty("cells").EnumerateArray().Where(c => c.GetProperty("cell_type").ValueEquals("code"))
            .Select(c => (Text: string.Concat(c.GetProperty("source").EnumerateArray().Select(l => l.GetString())),
                Tagged: c.GetProperty("metadata").TryGetProperty("tags", out var tags) && tags.EnumerateArray().Any(t => t.ValueEquals("parameters")))).ToList();
        var set = cells.Find(c => c.Tagged).Text ?? "";
        string[] missing = [.. experiment.Parameters.Keys.Concat(["scale", "seeds", "data", "device", "precision"]).Where(name => !Regex.IsMatch(set, $@"\b\w+ {name} = "))];
        Assert.True(missing.Length == 0, $"{experiment.Notebook} has no parameter {string.Join(", ", missing)}: declare it in its cell tagged parameters");
        // by its class, or by a name that is a parameter
        var classes = typeof(Catalogue).Assembly.GetTypes().Where(t => Shows(t, key)).Select(t => t.Name).ToList();
        Assert.True(cells.Any(c => c.Text.Contains($"\"{key}\"") || classes.Exists(name => c.Text.Contains($"{name}."))) || (experiment.Parameters.Count > 0 && cells.Any(c => c.Text.Contains("Catalogue.Named("))),
            $"{experiment.Notebook} does not show {key}: none of its cells names {string.Join(" or ", classes)}");
    }

    private static bool Shows(Type type, string key) =>
        type.Namespace?.StartsWith("CrossRes.Papers.", StringComparison.Ordinal) == true
        && type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(p =>
            (p.PropertyType == typeof(Experiment) && ((Experiment)p.GetValue(null)!).Key == key)
            || (p.PropertyType.IsAssignableTo(typeof(IEnumerable<Experiment>)) && ((IEnumerable<Experiment>)p.GetValue(null)!).Any(e => e.Key == key)));

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
        var equal = new Dictionary<string, string>(); // many rows are shown beside the same ones
        Assert.Empty(
            from row in experiment.Trainable
            where row.Role == Role.Student && !(sweeps.Contains(key) && row.Method == Method.Alone)
            let beside = experiment.Trainable.Where(r => experiment.Rows.Count < Many || r.Student == row.Student || r == experiment.Alone(row)).ToList()
            let shown = beside.Count > 1 ? beside : [.. beside, .. experiment.Trainable.Where(r => experiment.Alone(r) == row)]
            where Equal(shown) == Pictures(experiment, shown, row)
            select row.Key);

        string Equal(IReadOnlyList<Row> shown)
        {
            var rows = string.Join(' ', shown.Select(r => r.Key));
            return equal.TryGetValue(rows, out var pictures) ? pictures : equal[rows] = Pictures(experiment, shown, null);
        }
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
