using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Crrcd;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers;

public sealed class StoredTablesTests : IDisposable
{
    private readonly TempFolder folder = new();

    private RunStore Store => new(folder["results"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_runs_the_published_table_stands_alone()
    {
        var table = Assert.Single(StoredTables.Build(CrrcdTable5.Experiment, Scale.Laptop, Store));
        Assert.Equal(CrrcdTable5.Experiment.Rows.Count, table.Rows.Count);
        Assert.Empty(table.Rows.SelectMany(r => r).OfType<Cell.Measured>());
    }

    [Fact]
    public void Runs_are_found_whoever_trained_them_under_whichever_teacher_one_table_for_each_data_set()
    {
        var given = Scale.Laptop with { Weights = new string('c', 64), SkipAbsent = true };
        var faces = SampleRuns.Data with { Name = "LFW" };
        Save("alone-16", "alone-16", given, faces, 60);
        Save("direct-16", "direct-16", given, faces, 70);
        Save("crrcd-16", "another name", given, faces, 75);
        Save("crrcd-16", "crrcd-16", Scale.Laptop, faces with { Origin = "synthetic", Sha256 = new string('d', 64) }, 50);
        Save("crrcd-16", "crrcd-16", Scale.Tiny, faces with { Sha256 = new string('e', 64) }, 40);

        var tables = StoredTables.Build(CrrcdTable5.Experiment, Scale.Laptop, Store);
        Assert.Equal(2, tables.Count);
        Assert.Equal([60.0, 70, 75], Last(tables[1]));
        Assert.Equal([50.0], Last(tables[0]));
    }

    [Fact]
    public void Runs_of_recipes_that_rows_no_longer_have_are_told_by_table()
    {
        Save("alone-16", "alone-16", Scale.Laptop, SampleRuns.Data, 60);
        var (before, table) = (CrrcdTable5.Experiment["direct-16"].Recipe!(Scale.Laptop), CrrcdTable5.Experiment.Key);
        Store.Save(SampleRuns.Run("direct-16", recipe: (before with { Epochs = 99 }).ToJson().GetRawText(), scale: "laptop") with { Table = table });
        Store.Save(SampleRuns.Run("alone-16", recipe: CrrcdTable5.Experiment["alone-16"].Recipe!(Scale.Laptop).ToJson().GetRawText(), scale: "laptop") with { Table = table });
        Assert.Equal([(table, 1, 2)], StoredTables.Stale(Scale.Laptop, Store));
        Assert.Empty(StoredTables.Stale(Scale.Tiny, Store));
    }

    private static double[] Last(ResultTable table) => [.. table.Rows.Select(r => r[4]).OfType<Cell.Measured>().Select(c => c.Values[0])];

    private void Save(string row, string name, Scale scale, RunData data, double accuracy) => Store.Save(
        SampleRuns.Run(name, recipe: CrrcdTable5.Experiment[row].Recipe!(scale).ToJson().GetRawText(), data: data, scale: scale.Name, top1: accuracy));
}
