using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Horkd;
using CrossRes.Papers.Tuning;
using CrossRes.Results;
using CrossRes.Tests.Results;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Papers.Tuning;

public class WeightTrialsTests
{
    private static readonly WeightTrials Trials = WeightTrials.For("table1");
    private static readonly string[] Methods = ["fitnet", "at", "rkd", "kd", "our"];

    private static readonly WeightChoice Choice = new("desktop", "CIFAR-100, real", new string('a', 64), 101,
        new Dictionary<string, double> { ["fitnet"] = 0.1, ["at"] = 1, ["rkd"] = 10, ["kd"] = 1, ["our"] = 100 });

    [Fact]
    public void Every_method_has_the_same_number_of_trials() => Assert.All(Methods, method =>
        Assert.Equal(["0.1", "1", "10", "100"],
            Trials.Experiment.Rows.Where(r => r.Role == Role.Student && r.Key.StartsWith($"{method}-x")).Select(r => r.Method.Key[(method.Length + 2)..])));

    [Fact]
    public void A_trial_has_one_factor_on_the_published_weight_and_one_on_orders_2_and_3_together()
    {
        Assert.Equal([0.1, 9], Weights("kd-x10-16-r"));
        Assert.Equal([1, 10 * Weights("at-x1-16-r")[1]], Weights("at-x10-16-r"));
        Assert.Equal([1, 1, 2, 1, 1], Weights("our-x100-16-r"));
        Assert.Equal([1, 1, 0.2, 0.1, 1], Recipe("our-x10-16-r").Teacher!.Losses.Select(t => t.Weight));
    }

    [Fact]
    public void What_is_settled_beforehand_sees_no_test_image_and_no_seed_of_a_result()
    {
        foreach (var experiment in Catalogue.Beforehand)
            foreach (var scale in Scale.All)
                foreach (var row in experiment.Trainable)
                {
                    var recipe = row.Recipe!(scale);
                    Assert.All(recipe.Stages(101).Select(s => s.Recipe).Append(recipe), r => Assert.Equal("validation", r.Images.Tested));
                    Assert.All(recipe.Stages(101), s => Assert.Equal(101, s.Seed));
                    Assert.All(experiment.Seeds(row, scale), seed => Assert.InRange(seed, 101, 110));
                }
    }

    [Fact]
    public void Keys_and_recipes_of_what_is_settled_beforehand_are_unique_and_a_row_comes_after_its_teacher()
    {
        foreach (var experiment in Catalogue.Beforehand)
        {
            Assert.Same(experiment, Catalogue.Find(experiment.Key));
            Assert.Distinct(experiment.Rows.Select(r => r.Key));
            var before = new HashSet<string>();
            foreach (var recipe in experiment.Rows.Select(r => r.Recipe!(Scale.Desktop)))
            {
                Assert.True(recipe.Teacher is null || before.Contains(recipe.Teacher.Digest));
                Assert.True(before.Add(recipe.Digest));
            }
        }
    }

    [Fact]
    public void The_factor_that_reached_most_is_chosen_and_of_equals_the_one_nearest_to_the_published_weight()
    {
        var runs = Runs((method, factor) => method switch
        {
            "fitnet" => factor == 0.1 ? 60 : 50,
            "at" => 50,
            "rkd" => factor == 1 ? 40 : 50,
            _ => 10 + factor / 10,
        });
        var choice = Trials.Choose(runs)!;
        Assert.Equal(("desktop", 101, new string('a', 64)), (choice.Scale, choice.Seed, choice.DataSha256));
        Assert.Equal([0.1, 1, 0.1, 100, 100], Methods.Select(m => choice.Factors[m]));
        Assert.Null(Trials.Choose([.. runs.Skip(1)]));
        Assert.Contains("FitNet: × 0.1 is chosen, at the edge of what was tried (× 0.1: 60.00 %; × 1: 50.00 %; × 10: 50.00 %; × 100: 50.00 %).",
            Trials.Experiment.Findings(runs));
    }

    [Fact]
    public void Tuned_weights_are_rows_of_their_own_beside_the_published_ones_and_in_both_stages()
    {
        var table = HorkdTable1.Define(Choice);
        Assert.Equal(
            ["alone-16-r", "fitnet-16-r", "at-16-r", "rkd-16-r", "kd-16-r", "our-16-r", "fitnet-tuned-16-r", "rkd-tuned-16-r", "our-tuned-16-r"],
            table.Rows.Where(r => r.Student!.Key == "16-r").Select(r => r.Key));
        Assert.Equal("OUR-16-R (ResNet18), tuned", table["our-tuned-16-r"].Label);
        var (tuned, published) = (table["our-tuned-16-r"].Recipe!(Scale.Desktop), table["our-16-r"].Recipe!(Scale.Desktop));
        Assert.Equal([1, 1, 2, 1, 1], tuned.Losses.Select(t => t.Weight));
        Assert.Equal(table["our-tuned-32-r"].Recipe!(Scale.Desktop).Digest, tuned.Teacher!.Digest);
        Assert.Equal(published.Digest, (tuned with { Losses = published.Losses, Teacher = published.Teacher }).Digest);
    }

    [Fact]
    public void Desktop_plans_five_seeds_of_what_is_compared_at_16_pixels_and_other_scales_no_tuned_row()
    {
        var table = HorkdTable1.Define(Choice);
        int Seeds(string row, Scale scale) => table.Seeds(table[row], scale).Count;
        Assert.Equal([1, 3, 5, 5, 3, 5, 5], new[] { "teacher", "kd-32-v", "kd-16-v", "our-32-r", "rkd-tuned-32-r", "rkd-tuned-16-r", "our-tuned-32-v" }.Select(r => Seeds(r, Scale.Desktop)));
        Assert.Equal([1, 1, 0], new[] { "teacher", "our-32-r", "our-tuned-32-v" }.Select(r => Seeds(r, Scale.Laptop)));
        Assert.All(table.Trainable.Where(r => r.Method != Method.Alone && r.Role != Role.Teacher), row =>
            Assert.All(row.Recipe!(Scale.Desktop).Stages(4).Where(s => s.Recipe.Teacher is null), s => Assert.Equal(1, s.Seed)));
        var sweep = HorkdFigure4.Sweep(HorkdFigure4.Student("cifar100"), Weighting.At(Choice)).As("s", "HORKD");
        Assert.Equal(1 + 19, sweep.Trainable.Count(r => sweep.Seeds(r, Scale.Desktop).Count > 0));
        Assert.Equal(95, sweep.Planned(sweep.Trainable.Skip(1), Scale.Desktop).Count);
    }

    [Fact]
    public void Where_no_tuned_row_was_run_a_table_is_what_it_was_and_else_methods_are_compared_at_tuned_weights()
    {
        var (plain, table) = (HorkdTable1.Define(null), HorkdTable1.Define(Choice));
        RunRecord[] published = [.. Measured(plain, Scale.Laptop)];
        Assert.Equal(plain.Table(published).ToMarkdown(), table.Table(published).ToMarkdown());
        Assert.Equal(plain.Findings(published), table.Findings(published));
        Assert.Equal(plain.Figure(published).ToJson(), table.Figure(published).ToJson());
        var said = table.Findings([.. Measured(table, Scale.Laptop)]);
        Assert.All(said.SkipLast(2), s => Assert.Contains("HORKD, tuned", s));
        Assert.All(said.SkipLast(2), s => Assert.Contains("the best of the tuned methods", s));
    }

    /// <summary>Rows follow from it, so it must follow from the trials.</summary>
    [Fact]
    public void What_was_chosen_follows_from_the_committed_trials() => Assert.All(WeightTrials.All, trials =>
    {
        if (WeightChoice.For(trials.Table) is not { } choice) return; // not tuned yet
        var runs = StoredRuns.Find(trials.Experiment, Scale.Named(choice.Scale), new RunStore(Workspace.Find().Results).List())
            .First(r => r[0].Data.Sha256 == choice.DataSha256);
        Assert.Equal(choice.ToJson(), trials.Choose(runs)?.ToJson());
    });

    [Fact]
    public void A_scale_can_show_something_where_its_teacher_is_ahead_and_its_students_learned_enough()
    {
        var table = Calibration.Experiment;
        List<RunRecord> runs = [Run(table["teacher"], 101, 70)];
        foreach (var seed in (long[])[101, 102])
            runs.AddRange([Run(table["alone-16-r"], seed, 62), Run(table["twice-16-r"], seed, 63.4), Run(table["alone-16-v"], seed, 62.1), Run(table["twice-16-v"], seed, 63.6)]);
        Assert.Equal([true, false, true, false], Calibration.Requirements(runs).Select(r => r.IsMet));
        Assert.Equal("met: the teacher's 70.00 % are 8.00 points above ResNet18 at 16×16 alone (62.00 %, n = 2); at least 8 are required.", table.Findings(runs)[0]);
        Assert.Equal("NOT MET: twice the epochs bring VGG11 at 16×16 +1.50 points (n = 2); under 1.5 are required.", table.Findings(runs)[3]);
        Assert.Empty(Calibration.Requirements([]));
        Assert.Equal(2 * table["alone-16-v"].Recipe!(Scale.Desktop).Epochs, table["twice-16-v"].Recipe!(Scale.Desktop).Epochs);
    }

    private static IEnumerable<RunRecord> Measured(Experiment table, Scale scale) =>
        from row in table.Trainable.Index()
        from seed in (long[])[1, 2, 3]
        select Run(row.Item, seed, 50 + row.Index + seed * row.Index % 7, scale);

    private static RunRecord[] Runs(Func<string, double, double> score) =>
    [
        .. from row in Trials.Experiment.Rows
           where row.Method.Key.Contains("-x") && row.Role == Role.Student
           let parts = row.Method.Key.Split("-x")
           select Run(row, 101, score(parts[0], double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static RunRecord Run(Row row, long seed, double top1, Scale? scale = null) => SampleRuns.Run(
        row.Key, seed, row.Recipe!(scale ?? Scale.Desktop).ToJson().GetRawText(), scale: (scale ?? Scale.Desktop).Name, top1: top1);

    private static Recipe Recipe(string row) => Trials.Experiment[row].Recipe!(Scale.Desktop);

    private static double[] Weights(string row) => [.. Recipe(row).Losses.Select(t => t.Weight)];
}
