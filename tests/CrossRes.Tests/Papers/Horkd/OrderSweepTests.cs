using System.Text.Json;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Crrcd;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers.Horkd;

public class OrderSweepTests
{
    private static readonly SweepBase Student = HorkdFigure4.Student("cifar100", "resnet18", 16);
    private static readonly OrderSweep Sweep = OrderSweep.Full(Student, Weighting.Published);

    [Fact]
    public void All_sixteen_sets_from_none_to_all() => Assert.Equal(
        ["", "1", "2", "3", "C", "12", "13", "1C", "23", "2C", "3C", "123", "12C", "13C", "23C", "123C"], Weighting.Published.Subsets);

    [Theory]
    [InlineData("1X", "there is no order X")]
    [InlineData("1C1", "1 stands twice")]
    public void A_set_of_unknown_orders_is_refused(string set, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Weighting.Published.For(set)).Message);

    [Fact]
    public void A_row_adds_its_orders_to_cross_entropy_and_changes_nothing_else()
    {
        foreach (var scale in Scale.All)
        {
            var alone = Student.Alone(scale);
            foreach (var subset in Weighting.Published.Subsets.Skip(1))
            {
                var recipe = Sweep.Rows.Single(r => r.Key == Sweep.Key(Weighting.Published, subset)).Recipe!(scale);
                Assert.Equal(["ce", .. subset.Select(letter => $"horkd.{letter}")], recipe.Losses.Select(t => t.Loss));
                Assert.Equal(alone.Digest, (recipe with { Losses = alone.Losses, Teacher = null, TeacherSeed = null }).Digest);
            }
        }
    }

    [Fact]
    public void No_relations_is_the_student_of_table_1() =>
        Assert.Equal(Catalogue.Named("table1")["alone-16-r"].Recipe!(Scale.Laptop).Digest, Sweep.Rows[1].Recipe!(Scale.Laptop).Digest);

    [Fact]
    public void On_faces_the_student_is_that_of_table_2_and_order_1_compares_directions()
    {
        var figure = HorkdFigure4.On("lfw");
        Assert.Equal(Catalogue.Named("table2")["alone-16"].Recipe!(Scale.Laptop).Digest, figure["orders-none"].Recipe!(Scale.Laptop).Digest);
        var first = figure["orders-12-published"].Recipe!(Scale.Laptop).Losses[1];
        Assert.Equal(("horkd.1", "distance=cosine"), (first.Loss, string.Join(",", first.Options!.Select(o => $"{o.Key}={o.Value}"))));
    }

    [Fact]
    public void Every_row_of_figure_4_is_another_recipe_and_every_weighting_finds_its_rows()
    {
        var (experiment, sweep) = (HorkdFigure4.On("cifar100"), HorkdFigure4.Sweep(Student));
        Assert.Distinct(experiment.Rows.Select(r => r.Key));
        Assert.Distinct(experiment.Rows.Select(r => r.Recipe!(Scale.Laptop).Digest));
        foreach (var part in sweep.Parts)
            foreach (var subset in part.Subsets)
                Assert.Equal(
                    ["ce", .. part.Weighting.For(subset).Select(o => $"{o.Term.Weight} {o.Term.Loss}")],
                    experiment[sweep.Key(part.Weighting, subset)].Recipe!(Scale.Laptop).Losses.Select(t => t.Loss == "ce" ? "ce" : $"{t.Weight} {t.Loss}"));
    }

    [Fact]
    public void Claims_that_the_runs_bear_out_are_supported()
    {
        // each order adds the more the higher it is; a fourth one takes some away
        string[] findings = [.. Findings(s => 50 + s.Sum(c => c switch { '1' => 1, '2' => 2, '3' => 3, _ => 4 }) - (s.Length == 4 ? 6 : 0))];
        Assert.Contains("“each order alone helps” is supported (4 gains,", findings[0]);
        Assert.Contains("“more orders help” is supported (+", findings[1]);
        Assert.Contains("“at equal number the higher order helps more” is supported (+", findings[2]);
        Assert.Contains("“all orders together are not the best set” is supported (", findings[3]);
    }

    [Fact]
    public void Claims_that_the_runs_contradict_are_not()
    {
        string[] findings = [.. Findings(s => 50 - s.Sum(c => c switch { '1' => 1, '2' => 2, '3' => 3, _ => 4 }) + (s.Length == 4 ? 20 : 0))];
        Assert.Contains("“each order alone helps” is not supported (0 gains, 4 losses", findings[0]);
        Assert.Contains("“at equal number the higher order helps more” is not supported (-", findings[2]);
        Assert.Contains("“all orders together are not the best set” is not supported (0 gains, 14 losses", findings[3]);
    }

    [Fact]
    public void Noise_is_undecided_and_one_seed_says_nothing()
    {
        var noise = new Random(3);
        var findings = Findings(_ => 50 + noise.NextDouble());
        Assert.Equal(Comparisons.NoneAboveMeans, findings[^1]);
        var said = findings.SkipLast(1).ToLookup(f => f.Contains("over all 16 sets"));
        Assert.NotEmpty(said[false]);
        Assert.All(said[false], f => Assert.Matches("is undecided at 3 seeds .*: none above [0-9.]+( to [0-9.]+)? points", f));
        Assert.Equal(4, said[true].Count());
        Assert.All(said[true], f => Assert.Contains("no difference: under 1 point", f)); // of 16 sets the noise averages out
        Assert.All(Findings(_ => 50, seeds: 1), f => Assert.Contains("is undecided: one seed says nothing", f));
        Assert.Empty(Sweep.As("x", "X").Tables(Runs(_ => 50, 1)));
    }

    [Fact]
    public void A_part_of_the_sets_leaves_out_what_cannot_be_compared()
    {
        var some = new OrderSweep(Student, [new(Weighting.Published, ["", "1", "C"])]);
        var findings = some.As("x", "X").Findings(Runs(s => 50 + s.Length, 2));
        Assert.DoesNotContain(findings, f => f.Contains("all orders together"));
        Assert.Contains(findings, f => f.Contains("“each order alone helps” is supported (2 gains"));
    }

    [Fact]
    public void The_lattice_has_every_step_and_the_gains_every_set()
    {
        var runs = Runs(s => 50 + s.Length, 2);
        var grid = Sweep.Grid(Weighting.Published, runs);
        Assert.Equal((32, 24), (grid.Steps.Count, grid.Swaps.Count));
        var lattice = Traces(OrderFigures.Lattice(grid));
        Assert.Equal(["gain", "loss", "neither", "score, %"], lattice.Select(t => t.GetProperty("name").GetString()));
        Assert.Equal([96, 0, 0, 16], lattice.Select(t => t.GetProperty("x").GetArrayLength())); // two ends and a gap for each line
        var gains = Assert.Single(Traces(OrderFigures.Gains(Sweep, runs)));
        Assert.Equal(15, gains.GetProperty("x").GetArrayLength());
        Assert.Equal(4.0, gains.GetProperty("y")[14].GetDouble());
    }

    [Fact]
    public void Where_no_difference_is_seen_the_smallest_that_could_have_been_is_told()
    {
        // the order adds -1, 0 and 1: spread 1, and three pairs show 3.26404 (statsmodels 0.13.5)
        var one = new OrderSweep(Student, [new(Weighting.Published, ["", "1"])]);
        var runs = Runs(_ => 50, 3).Select(r => r.Row == one.Key(Weighting.Published, "1") ? SampleRuns.Run(r.Row, r.Seed, Recipe("1"), top1: 48 + 2 * r.Seed) : r).ToList();
        Assert.EndsWith("“each order alone helps” is undecided at 3 seeds (0.00 points, 95 % interval -2.48 to +2.48, p = 1: none above 3.3 points).", one.As("x", "X").Findings(runs)[0]);
        Assert.Contains("| none above 3.3 points |", one.As("x", "X").Tables(runs)[0].ToMarkdown());
        string[] Names(IReadOnlyList<RunRecord> shown) => [.. Traces(OrderFigures.Lattice(one.Grid(Weighting.Published, shown))).Select(t => t.GetProperty("name").GetString()!)];
        Assert.Equal(["gain", "loss", "none above 3.3 points", "score, %"], Names(runs));
        Assert.Equal(["gain", "loss", "too few seeds to tell", "score, %"], Names([.. runs.Where(r => r.Seed == 1)]));
    }

    [Fact]
    public void Sensitivity_has_a_line_for_each_weight_that_was_changed()
    {
        var sweep = HorkdFigure4.Sweep(Student);
        var runs = sweep.Rows.Skip(1).SelectMany(r => Seeds(2).Select(s => SampleRuns.Run(r.Key, s, Recipe(r.Key), top1: 50 + s))).ToList();
        var lines = Traces(OrderFigures.Sensitivity(sweep, runs));
        Assert.Equal(["order 1", "order 2", "order 3", "order C"], lines.Select(t => t.GetProperty("name").GetString()));
        Assert.All(lines, l => Assert.Equal("[0.1,1,10,100]", l.GetProperty("x").GetRawText()));
    }

    private static JsonElement[] Traces(Plotly.NET.GenericChart figure) =>
        [.. JsonDocument.Parse(figure.ToJson()).RootElement.GetProperty("data").EnumerateArray()];

    private static IReadOnlyList<string> Findings(Func<string, double> score, int seeds = 3) => Sweep.As("x", "X").Findings(Runs(score, seeds));

    private static List<RunRecord> Runs(Func<string, double> score, int seeds) =>
        [.. from subset in Weighting.Published.Subsets
            from seed in Seeds(seeds)
            select SampleRuns.Run(Sweep.Key(Weighting.Published, subset), seed, Recipe(subset), top1: score(subset) + seed)];

    private static IEnumerable<long> Seeds(int count) => Enumerable.Range(1, count).Select(s => (long)s);

    private static string Recipe(string of) => $$"""{"row":"{{of}}"}""";
}
