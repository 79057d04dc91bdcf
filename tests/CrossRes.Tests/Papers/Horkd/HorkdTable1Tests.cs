using System.Text.Json;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers.Horkd;

public class HorkdTable1Tests
{
    private static readonly Experiment Table = Catalogue.Named("table1");

    public static TheoryData<string, double> Published => new()
    {
        { "teacher", 77.76 }, { "our-32-r", 76.68 }, { "our-16-r", 74.65 }, { "our-32-v", 73.54 }, { "our-16-v", 69.87 },
        { "fitnet-32-v", 70.08 }, { "at-32-v", 72.68 }, { "rkd-32-v", 72.97 }, { "kd-32-v", 74.26 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Published_accuracies_are_those_of_the_paper(string row, double accuracy)
    {
        var cell = Table.Rows.Single(r => r.Key == row).Published!;
        Assert.Equal(accuracy, cell.Value);
        Assert.Contains("HORKD, AAAI 2020, Table 1", cell.Source);
    }

    [Fact]
    public void No_other_row_claims_a_published_number() =>
        Assert.Equal(Published.Select(row => row.Data.Item1).Order(), Table.Rows.Where(r => r.Published is not null).Select(r => r.Key).Order());

    [Fact]
    public void Students_learn_in_two_stages_from_the_network_of_their_own_kind()
    {
        foreach (var (student, network) in new[] { ("our-16-r", "resnet18"), ("our-16-v", "vgg11_bn") })
        {
            var recipe = Table[student].Recipe!(Scale.Paper);
            var assistant = recipe.Teacher!;
            Assert.Equal((network, 16), (recipe.Model.Architecture, recipe.Resolution));
            Assert.Equal((network, 32), (assistant.Model.Architecture, assistant.Resolution));
            Assert.Equal(("resnet50", 32), (assistant.Teacher!.Model.Architecture, assistant.Teacher.Resolution));
            Assert.Null(assistant.Teacher.Teacher);
        }
    }

    [Fact]
    public void Paper_scale_is_the_published_recipe()
    {
        foreach (var recipe in Table.Trainable.Select(r => r.Recipe!(Scale.Paper)))
        {
            Assert.Equal((200, 128, 1.0, 100), (recipe.Epochs, recipe.BatchSize, recipe.Model.Width, recipe.Model.Classes));
            Assert.Equal(new OptimizerSpec(0.1, 0.9, 5e-4), recipe.Optimizer);
            Assert.Equal([60, 120, 160], recipe.Schedule.Milestones.Select(m => m * recipe.Epochs));
            Assert.Equal(0.2, recipe.Schedule.Factor);
            Assert.Equal((100, null, null), (recipe.Images.Classes, recipe.Images.TrainPerClass, recipe.Images.TestPerClass));
        }
    }

    [Fact]
    public void A_scale_changes_widths_epochs_classes_and_images_only()
    {
        var other = Scale.Tiny with { Cifar = Scale.Tiny.Cifar with { Classes = 7, TrainPerClass = 13, TestPerClass = 5, TeacherWidth = 0.5, StudentWidth = 0.25 } };
        foreach (var row in Table.Trainable)
        {
            var differences = Differences(row.Recipe!(Scale.Paper).ToJson(), row.Recipe!(other).ToJson(), "").Select(path => path.Replace(".teacher", ""));
            Assert.Subset(
                new HashSet<string> { ".model.width", ".model.classes", ".epochs", ".images.classes", ".images.trainPerClass", ".images.testPerClass" },
                differences.ToHashSet());
        }
    }

    [Fact]
    public void Unknown_names_are_refused_with_those_that_exist()
    {
        Assert.StartsWith("no table or figure is called table9; did you mean table1 or table2 or table3? there are table1, table1-methods, ", Assert.Throws<ArgumentException>(() => Catalogue.Named("table9")).Message);
        Assert.StartsWith("table1 has no row fitnet-48-v to train; did you mean ", Assert.Throws<ArgumentException>(() => Table["fitnet-48-v"]).Message);
        Assert.Equal("no scale is called huge; there are tiny, laptop, desktop, paper", Assert.Throws<ArgumentException>(() => Scale.Named("huge")).Message);
    }

    [Fact]
    public void A_table_without_runs_shows_published_numbers_and_says_not_run()
    {
        var cells = Table.Table([]).Rows.SelectMany(row => row).ToList();
        Assert.Equal(9, cells.OfType<Cell.Copied>().Count());
        Assert.Empty(cells.OfType<Cell.Measured>());
        Assert.NotEmpty(cells.OfType<Cell.NotRun>());
    }

    private static IEnumerable<string> Differences(JsonElement a, JsonElement b, string path) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => a.EnumerateObject().Concat(b.EnumerateObject()).Select(m => m.Name).Distinct()
            .SelectMany(name => a.TryGetProperty(name, out var x) && b.TryGetProperty(name, out var y) ? Differences(x, y, $"{path}.{name}") : [$"{path}.{name}"]),
        _ => JsonElement.DeepEquals(a, b) ? [] : [path],
    };

    [Fact]
    public void It_says_how_many_seeds_were_planned_and_how_many_were_run()
    {
        List<RunRecord> Runs(Scale scale, int seeds) => [.. Table.Planned(Table.Trainable, scale, seeds).Select(run =>
            SampleRuns.Run(run.Row.Key, run.Seed, $$"""{"resolution":{{run.Row.Resolution}}}""", scale: scale.Name))];
        Assert.Equal("n planned 1, measured 3", Table.SeedCounts(Runs(Scale.Laptop, 3)));
        Assert.Contains(Table.Table(Runs(Scale.Laptop, 3)).Captions, c => c.StartsWith("Scale: laptop; seeds: 1, 2, 3 (n planned 1, measured 3); device"));
        // at desktop scale one teacher serves all seeds, and here one student has not come far
        var planned = Table["kd-16-r"].Seeds(Scale.Desktop);
        var desktop = Runs(Scale.Desktop, planned).Where(r => r.Row != "kd-16-r" || r.Seed < 3).ToList();
        Assert.Matches($"^n planned {planned}, measured {planned} \\([0-9]+ rows\\), ", Table.SeedCounts(desktop));
        Assert.Contains($"planned {planned}, measured 2 (1 row)", Table.SeedCounts(desktop));
        Assert.Contains("planned 1, measured 1 (1 row)", Table.SeedCounts(desktop));
        Assert.Null(Table.SeedCounts([SampleRuns.Run(scale: "unheard of")]));
    }
}
