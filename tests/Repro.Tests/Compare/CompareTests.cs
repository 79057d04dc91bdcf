using CrossRes.Results;
using CrossRes.Experiments;
using CrossRes.Training;
using Repro.Compare;
using Xunit;

namespace Repro.Tests.Compare;

public sealed class CompareTests(CompareTests.Copy copy) : IClassFixture<CompareTests.Copy>
{
    /// <summary>The stored runs at laptop scale on real images: whoever ran a table has others beside them.</summary>
    public sealed class Copy : IDisposable
    {
        private readonly TempFolder folder = new();

        public Copy()
        {
            var stored = Workspace.Find().Results;
            foreach (var page in Directory.EnumerateDirectories(stored, "laptop-*", SearchOption.AllDirectories).Where(page => !page.EndsWith("-synthetic")))
            {
                var copy = Directory.CreateDirectory(folder[Path.GetRelativePath(stored, page)]);
                foreach (var file in Directory.EnumerateFiles(page, "*.json")) File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }
        }

        internal string Folder => folder.Path;

        public void Dispose() => folder.Dispose();
    }

    private string Results => copy.Folder;

    [Fact]
    public void Two_rows_are_compared_over_their_seeds()
    {
        var text = Compare("table1/alone-16-r", "table1/our-16-r");
        Assert.Contains("A  alone-16-r of table1, laptop scale, seeds 1, 2, 3, recipe 8af252c7a01e", text);
        Assert.Contains("losses   ce → ", text);
        Assert.Contains("teacher  none → resnet18 at 32×32", text);
        Assert.Contains("data: the same images, CIFAR-100 (real)", text);
        Assert.Contains("engine: algorithm 1, libtorch 1.13.0", text);
        Assert.Contains("seed 3", text);
        Assert.Contains("B − A: +0.73 points, 95 % interval -0.76 to 2.23, n = 3, p = ", text);
    }

    [Fact]
    public void Every_way_to_name_a_run_leads_to_the_same_runs()
    {
        var record = RecordFile.Read(Path.Combine(Results, "table1/laptop-CIFAR-100/our-16-r-s2.json"));
        string[] names = ["table1/our-16-r-s2", "table1/laptop-CIFAR-100/our-16-r-s2", record.Id, Path.Combine(Results, "table1/laptop-CIFAR-100/our-16-r-s2.json")];
        Assert.All(names.Select(name => NamedRuns.Find(Results, name)), runs => Assert.Equal((2L, 3, record.RecipeDigest), (runs.Seed, runs.Runs.Count, runs.First.RecipeDigest)));
        string[] ofAllSeeds = ["our-16-r", record.RecipeDigest[..12], record.RecipeDigest[..8]];
        Assert.All(ofAllSeeds.Select(name => NamedRuns.Find(Results, name)), runs => Assert.Equal((null, record.RecipeDigest), (runs.Seed, runs.First.RecipeDigest)));
    }

    [Fact]
    public void A_name_that_is_none_or_of_several_runs_is_an_error_that_says_how_to_name_them()
    {
        Assert.StartsWith("nonsense: no stored run is called so; name a record's file", Assert.Throws<ArgumentException>(() => NamedRuns.Find(Results, "nonsense")).Message);
        var several = Assert.Throws<ArgumentException>(() => NamedRuns.Find(Results, "teacher")).Message;
        Assert.StartsWith("teacher: is the name of several runs; write ", several);
        Assert.Contains("table1/laptop-CIFAR-100/teacher", several);
    }

    [Fact]
    public void Two_seeds_of_one_recipe_differ_in_nothing_else()
    {
        var text = Compare("table1/our-16-r-s1", "table1/our-16-r-s2");
        Assert.Contains("recipe: the same", text);
        Assert.Contains("they differ in their seeds alone", text);
    }

    [Fact]
    public void Held_out_folds_have_a_wider_interval_and_other_data_are_told()
    {
        Assert.Contains("Nadeau and Bengio", Compare("aird-16", "aird/relation-16"));
        var other = Compare("table1/our-16-r", "aird-16");
        Assert.Contains("which are not compared", other);
        Assert.Contains("data: CIFAR-100 (real)", other);
    }

    [Fact]
    public void A_setting_of_the_teachers_is_named_as_theirs() =>
        Assert.Equal([("losses", "ce", "ce + 2 kd (temperature 4)"), ("teacher.epochs", "2", "3"), ("teacher.teacher", "none", "vgg8 at 32×32")], RecipeDifferences.Between(
            Json("""{"losses":[{"loss":"ce","weight":1}],"teacher":{"epochs":2,"lists":[1, 2]}}"""),
            Json("""{"losses":[{"loss":"ce","weight":1},{"loss":"kd","weight":2,"options":{"temperature":"4"}}],"teacher":{"epochs":3,"lists":[1,2],"teacher":{"model":{"architecture":"vgg8"},"resolution":32}}}""")));

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonElement.Parse(text);

    private string Compare(string a, string b) => string.Join('\n', new RunComparison(NamedRuns.Find(Results, a), NamedRuns.Find(Results, b)).Lines());
}
