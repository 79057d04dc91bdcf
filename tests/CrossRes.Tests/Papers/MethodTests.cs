using System.Reflection;
using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Papers;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>What was written to be compared is compared.</summary>
public class MethodTests
{
    private static readonly IReadOnlyList<Row> Rows = [.. Catalogue.All.SelectMany(e => e.Rows.Concat(e.Pretraining))];

    /// <summary>Losses in the recipe of no row, and why.</summary>
    private static readonly Dictionary<string, string> InNoTable = new()
    {
        ["fsp"] = "needs networks of equal widths",
        ["mkd.absolute"] = "needs embeddings of equal width",
        ["darkrank.list"] = "another form of darkrank", ["darkrank.soft"] = "another form of darkrank",
        ["horkd"] = "the sum of its orders, which recipes name one by one",
        ["triplet"] = "another choice of triplets than RKD's code", ["triplet.hard"] = "another choice of triplets than RKD's code",
        ["cosface"] = "another margin than ArcFace's",
    };

    [Fact]
    public void Every_loss_stands_in_a_table_or_it_is_said_why_not()
    {
        var trained = Rows.Where(r => r.Recipe is not null).SelectMany(r => Losses(r.Recipe!(Scale.Paper))).ToHashSet();
        var missing = LossRegistry.Entries.Where(e => e.Type.Assembly == typeof(LossRegistry).Assembly).Select(e => e.Name).Except(trained).Except(InNoTable.Keys).ToList();
        Assert.True(missing.Count == 0,
            $"no row is trained with {string.Join(", ", missing)}: name it in a method of Papers/Methods.cs that a table lists, or say in {nameof(InNoTable)} of this test why none is");
        Assert.All(InNoTable.Keys, name => Assert.False(trained.Contains(name), $"rows are trained with {name}: take it out of {nameof(InNoTable)}"));
        Assert.All(InNoTable.Keys, name => LossRegistry.Find(name));
    }

    [Fact]
    public void Every_method_is_the_method_of_a_row() => Assert.All(
        typeof(Methods).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(Method)),
        field => Assert.True(Rows.Any(r => r.Method == (Method)field.GetValue(null)!),
            $"no table has a row of Methods.{field.Name}: add it to {nameof(Methods.Others)}, which Table 1's appendix shows, or to another list of Papers/Methods.cs"));

    private static IEnumerable<string> Losses(Recipe recipe) =>
        recipe.Losses.Select(t => t.Loss).Concat(recipe.Teacher is { } teacher ? Losses(teacher) : []);
}
