using CrossRes.Benchmarks;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Tests.Training;
using CrossRes.Training;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Papers.Crrcd;

public class CrrcdTable4Tests
{
    [Theory]
    [InlineData("crrcd-table4-stl10", 71.58, 75.15, 10)]
    [InlineData("crrcd-table4-tiny-imagenet", 32.43, 35.17, 200)]
    public void Every_printed_number_is_a_row_and_paper_scale_has_all_classes(string table, double alone, double crrcd, int classes)
    {
        var experiment = Catalogue.Named(table);
        Assert.Equal(8, experiment.Rows.Count(r => r.Published is not null));
        Assert.Equal((alone, crrcd), (experiment["probe-alone"].Published!.Value, experiment["probe-crrcd"].Published!.Value));
        var recipe = experiment["probe-crrcd"].Recipe!(Scale.Paper);
        Assert.Equal((classes, 32, 0, "teacher"), (recipe.Images.Classes, recipe.Images.Side, recipe.Epochs, recipe.Start));
        Assert.Equal(("shuffle_v1", "wrn_40_2", 240), (recipe.Teacher!.Model.Architecture, recipe.Teacher.Teacher!.Model.Architecture, recipe.Teacher.Epochs));
    }

    [Fact]
    public void A_probe_tests_the_network_that_learned_something_else()
    {
        using var folder = new TempFolder();
        var table = Catalogue.Named("crrcd-table4-stl10");
        using var data = new LoadedData(set => set.StandIn(folder["data"], Scale.Tiny));
        using var lab = new Laboratory(table, Scale.Tiny, data, new RunStore(folder["results"]), folder["work"], CPU);
        var record = lab.GetOrTrain(table["probe-alone"], 1, new LineProgress(TextWriter.Null), TestContext.Current.CancellationToken);
        Assert.Equal((LinearProbe.Top1, "STL-10", 1), (record.Result.Score, record.Data.Name, record.Epochs.Count));

        using var probed = lab.Network(table["probe-alone"], 1, new LineProgress(TextWriter.Null), TestContext.Current.CancellationToken);
        var recipe = table["probe-alone"].Recipe!(Scale.Tiny);
        var stage = lab.Stages(table["probe-alone"], 1)[0].Row;
        using var student = lab.Network(stage, 1, new LineProgress(TextWriter.Null), TestContext.Current.CancellationToken);
        Assert.All(probed.state_dict().Zip(student.state_dict()), t => Assert.True(t.First.Value.allclose(t.Second.Value, 0, 0), t.First.Key));

        var scores = data.Load(recipe.Images).Test(student, new EvaluationTransform(32, recipe.Images.Resampler, 16, CPU));
        Assert.Equal(record.Result.Last, scores[LinearProbe.Top1], 1e-9);
        Assert.Equal(["alone-wrn-40-2-shuffle-v1", "probe-alone"], lab.Plan([table["probe-alone"]], [2]).Select(s => s.Row.Key));
    }

    [Fact]
    public void A_network_that_begins_as_its_teacher_needs_one()
    {
        using var small = new SmallRun();
        var recipe = SmallRun.Alone with { Start = "teacher", Epochs = 0 };
        Assert.Contains("begins with its teacher", Assert.Throws<TrainingException>(() => small.Do(recipe, small.Folder(recipe))).Message);
    }
}
