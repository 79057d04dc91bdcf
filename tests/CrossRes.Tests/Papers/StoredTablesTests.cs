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
        var table = Assert.Single(StoredTables.Of(CrrcdTable5.Experiment, Scale.Laptop, Store));
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

        var tables = StoredTables.Of(CrrcdTable5.Experiment, Scale.Laptop, Store);
        Assert.Equal(2, tables.Count);
        Assert.Equal([60.0, 70, 75], Last(tables[1]));
        Assert.Equal([50.0], Last(tables[0]));
    }

    private static double[] Last(ResultTable table) => [.. table.Rows.Select(r => r[4]).OfType<Cell.Measured>().Select(c => c.Values[0])];

    private void Save(string row, string name, Scale scale, RunData data, double accuracy) => Store.Save(
        SampleRuns.Run(name, recipe: CrrcdTable5.Experiment[row].Recipe!(scale).ToJson().GetRawText(), data: data, scale: scale.Name, top1: accuracy));
}
