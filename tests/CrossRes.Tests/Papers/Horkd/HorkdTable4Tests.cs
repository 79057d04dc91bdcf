using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Horkd;
using Xunit;

namespace CrossRes.Tests.Papers.Horkd;

public class HorkdTable4Tests
{
    public static TheoryData<string> Sets => ["cars196", "cub200", "sop"];

    [Theory]
    [InlineData("cars196", 46.9, 74.3, 76.6, 76.4, 82.23, 80.03, 79.04, 77.85, 73.41, 46.70, 75.91, 74.80)]
    [InlineData("cub200", 53.1, 56.2, 58.0, 58.1, 57.82, 57.14, 57.19, 55.37, 53.53, 51.70, 58.96, 58.90)]
    [InlineData("sop", null, null, 68.0, null, 68.13, 69.90, 68.87, 67.66, 66.42, 61.70, 72.62, 69.50)]
    public void Published_numbers_are_those_of_the_paper(string set, params object?[] recalls)
    {
        string[] rows = ["pkt", "darkrank", "mkd", "mkd-at", "our-256", "our-224", "our-160", "our-128", "our-96", "alone", "teacher", "resnet101"];
        var table = HorkdTable4.On(set);
        Assert.Equal(recalls, rows.Select(row => (object?)table.Rows.Single(r => r.Key == row).Published?.Value));
        Assert.All(table.Rows.Where(r => !rows.Contains(r.Key)), r => Assert.Null(r.Published));
    }

    [Theory, MemberData(nameof(Sets))]
    public void Figure_3_shares_the_runs_of_Table_4(string set)
    {
        var digests = HorkdTable4.On(set).Trainable.ToDictionary(r => r.Key, r => r.Recipe!(Scale.Laptop).Digest);
        Assert.All(HorkdFigure3.On(set).Trainable, row => Assert.Equal(digests[row.Key], row.Recipe!(Scale.Laptop).Digest));
    }

    [Fact]
    public void Stages_are_the_papers()
    {
        var table = HorkdTable4.On("cars196");
        var (direct, two) = (table["direct-96"].Recipe!(Scale.Paper), table["our-96"].Recipe!(Scale.Paper));
        Assert.Equal(("resnet50", 256), (direct.Teacher!.Model.Architecture, direct.Teacher.Resolution));
        Assert.Equal(("resnet18", 256, "resnet50"), (two.Teacher!.Model.Architecture, two.Teacher.Resolution, two.Teacher.Teacher!.Model.Architecture));
        Assert.Equal((96, 128, 80, 5, Stem.ImageNet), (two.Resolution, two.Model.Embedding, two.Epochs, two.PerClass, two.Model.Stem));
        Assert.Equal(24, table["our-96"].Recipe!(Scale.Laptop).Resolution);
    }

    [Fact]
    public void Pretrained_weights_bring_the_published_learning_rates()
    {
        var scale = Scale.Paper with { Weights = new string('a', 64) };
        var teacher = HorkdTable4.On("cub200")["teacher"].Recipe!(scale);
        Assert.Equal((1e-5, 1e-5, "backbone"), (teacher.Optimizer.LearningRate, teacher.Optimizer.WeightDecay, teacher.WeightsFor));
        var student = HorkdTable4.On("cub200")["mkd"].Recipe!(scale); // which no weights are given for
        Assert.Equal((3e-3, null, "ce"), (student.Optimizer.LearningRate, student.Weights, student.Losses[0].Loss));
    }
}
