using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Papers.Crrcd;

public class CrrcdTablesTests
{
    public static TheoryData<string> Tables => ["crrcd-table1", "crrcd-table2", "crrcd-table3", "crrcd-cross"];

    [Theory]
    [InlineData("crrcd-table1", "teacher-r32x4", 79.42)]
    [InlineData("crrcd-table1", "alone-r20", 69.06)]
    [InlineData("crrcd-table1", "crd-r110-r20", 71.46)]
    [InlineData("crrcd-table1", "wcord-vgg13-vgg8", 74.55)]
    [InlineData("crrcd-table1", "crrcd-wrn-40-2-wrn-16-2", 76.43)]
    [InlineData("crrcd-table2", "ft-r18-vgg8", 68.06)]
    [InlineData("crrcd-table2", "crcd-wrn-50-2-shuffle-v1", 73.58)]
    [InlineData("crrcd-table2", "ekd-wrn-50-2-vgg8", 74.05)]
    [InlineData("crrcd-table2", "crrcd-r18-shuffle-v2", 77.06)]
    [InlineData("crrcd-table3", "crrcd-r56-vgg8-at-8", 89.33)]
    public void Published_accuracies_are_those_of_the_paper(string table, string row, double accuracy)
    {
        var cell = Catalogue.Named(table).Rows.Single(r => r.Key == row).Published!;
        Assert.Equal(accuracy, cell.Value);
        Assert.Contains("CRRCD, arXiv:2409.02555, Table I", cell.Source);
    }

    [Theory]
    [InlineData("crrcd-table1", 5 + 6 + 7 * 14 - 1)] // DKD has a dash
    [InlineData("crrcd-table2", 4 - 1 + 3 + 5 * 14)]
    [InlineData("crrcd-table3", 6)]
    [InlineData("crrcd-cross", 0)]
    public void Every_printed_number_is_a_row(string table, int printed) =>
        Assert.Equal(printed, Catalogue.Named(table).Table([]).Rows.SelectMany(row => row).OfType<Cell.Copied>().Count());

    /// <summary>Sums that another reading of the paper gave.</summary>
    [Theory]
    [InlineData("crrcd-table2", "crd", 72.80)]
    [InlineData("crrcd-table2", "crcd", 73.93)]
    [InlineData("crrcd-table2", "crrcd", 75.34)]
    public void Means_over_the_pairs(string table, string method, double mean) =>
        Assert.Equal(mean, Math.Round(Catalogue.Named(table).Rows.Where(r => r.Key.StartsWith(method + "-")).Average(r => r.Published!.Value), 2));

    [Theory, MemberData(nameof(Tables))]
    public void Keys_and_recipes_are_unique_and_a_row_comes_after_its_teacher(string table)
    {
        Assert.Distinct(Catalogue.Named(table).Rows.Select(r => r.Key));
        foreach (var scale in Scale.All)
        {
            var before = new HashSet<string>();
            foreach (var recipe in Catalogue.Named(table).Trainable.Select(r => r.Recipe!(scale)))
            {
                Assert.True(recipe.Teacher is null || before.Contains(recipe.Teacher.Digest));
                Assert.True(before.Add(recipe.Digest));
            }
        }
    }

    [Theory, MemberData(nameof(Tables))]
    public void Paper_scale_is_CRDs_recipe(string table)
    {
        foreach (var recipe in Catalogue.Named(table).Trainable.Select(r => r.Recipe!(Scale.Paper)))
        {
            Assert.Equal((240, 64, 1.0, table == "crrcd-table3" ? 10 : 100), (recipe.Epochs, recipe.BatchSize, recipe.Model.Width, recipe.Model.Classes));
            Assert.Equal(recipe.Model.Architecture.StartsWith("shuffle") ? 0.01 : 0.05, recipe.Optimizer.LearningRate);
            Assert.Equal([150, 180, 210], recipe.Schedule.Milestones.Select(m => m * recipe.Epochs));
        }
    }

    [Fact]
    public void The_loss_is_equation_13()
    {
        var recipe = Catalogue.Named("crrcd-table1")["crrcd-vgg13-vgg8"].Recipe!(Scale.Paper);
        Assert.Equal([("ce", 1), ("kd", 0.5), ("crrcd", 2)], recipe.Losses.Select(t => (t.Loss, t.Weight)));
    }

    [Fact]
    public void At_low_resolution_HORKD_learns_in_two_stages_and_the_others_from_the_teacher()
    {
        var cross = Catalogue.Named("crrcd-cross");
        var (two, one) = (cross["horkd-r18-vgg8-at-16"].Recipe!(Scale.Laptop), cross["crrcd-r18-vgg8-at-16"].Recipe!(Scale.Laptop));
        Assert.Equal(("cifar_vgg8", 32, "resnet18"), (two.Teacher!.Model.Architecture, two.Teacher.Resolution, two.Teacher.Teacher!.Model.Architecture));
        Assert.Equal(("resnet18", 32, (Recipe?)null), (one.Teacher!.Model.Architecture, one.Teacher.Resolution, one.Teacher.Teacher));
    }

    [Theory, MemberData(nameof(Tables))]
    public void Every_loss_fits_its_pair_of_networks(string table)
    {
        using var scope = NewDisposeScope();
        var known = new Dictionary<(ModelSpec, int), (long Width, IReadOnlyList<long[]> Maps)>();
        Assert.All(Catalogue.Named(table).Trainable.Select(r => r.Recipe!(Scale.Tiny)).Where(r => r.Teacher is not null), recipe =>
        {
            using var step = NewDisposeScope();
            var (student, teacher) = (Shapes(recipe), Shapes(recipe.Teacher!));
            using var losses = Trainer.Sum(recipe.Losses, new LossContext(4, student.Width, teacher.Width, () => rand(4, teacher.Width), 1)
            {
                StudentMaps = student.Maps, TeacherMaps = teacher.Maps, TrainLabels = [.. Enumerable.Range(0, 20).Select(i => i % 4L)],
            });
            var (total, _) = losses.Weighted(Noise(student), Noise(teacher), new Targets(arange(8).remainder(4), arange(8)));
            Assert.True(double.IsFinite(total.ToDouble()), $"{recipe.Losses[^1].Loss}: {recipe.Teacher!.Model} to {recipe.Model} at {recipe.Resolution}");
        });

        (long Width, IReadOnlyList<long[]> Maps) Shapes(Recipe recipe)
        {
            if (known.TryGetValue((recipe.Model, recipe.Resolution), out var shapes)) return shapes;
            using var network = Network.Create(recipe.Model, 1, CPU);
            return known[(recipe.Model, recipe.Resolution)] = (network.EmbeddingSize, network.MapShapes(recipe.Resolution));
        }

        NetworkOutputs Noise((long Width, IReadOnlyList<long[]> Maps) shapes) =>
            new(randn(8, 4), randn(8, shapes.Width), [.. shapes.Maps.Select(shape => randn([8, .. shape]).relu())]);
    }
}
