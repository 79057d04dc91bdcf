using System.Text.Json.Nodes;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Papers.Crrcd;
using CrossRes.Results;
using CrossRes.Training;
using Deedle;
using Plotly.NET.CSharp;
using Xunit;

namespace CrossRes.Tests.Results;

public class RunFrameTests
{
    private const string Horkd =
        """{"algorithm":2,"model":{"architecture":"resnet18","width":0.125},"resolution":16,"losses":[{"loss":"ce","weight":1},{"loss":"horkd.1","weight":1},{"loss":"horkd.C","weight":0.02},{"loss":"mkd.relative","weight":2}]}""";

    [Fact]
    public void A_run_is_a_row_of_facts()
    {
        var frame = new[] { SampleRuns.Run("our-16-r", seed: 7, recipe: Horkd) }.Frame();
        Assert.Equal(1, frame.RowCount);
        Assert.Equal(["HORKD", "table1", "our-16-r", "student", "resnet18", "ce + horkd.{1,C} + mkd.relative", "1.13.1", "OUR-16-R (ResNet18)"],
            new[] { "paper", "table", "row", "role", "network", "method", "libtorch", "label" }.Select(c => frame.GetColumn<string>(c)[0]));
        Assert.Equal("ce + horkd.1 + 0.02 horkd.C + 2 mkd.relative", frame.GetColumn<string>("losses")[0]);
        Assert.Equal((16, 2, 7L), (frame.GetColumn<int>("resolution")[0], frame.GetColumn<int>("algorithm")[0], frame.GetColumn<long>("seed")[0]));
        Assert.Equal([57.25, 57.25, 48.5], new[] { "last", "best", "seconds" }.Select(c => frame.GetColumn<double>(c)[0]));
    }

    [Fact]
    public void What_a_record_does_not_say_is_missing()
    {
        var frame = new[] { SampleRuns.Run("my own row"), SampleRuns.Run("my own row", seed: 2, recipe: Horkd) }.Frame();
        foreach (var column in new[] { "label", "role" })
            Assert.Equal(0, frame.GetColumn<string>(column).ValueCount);
        foreach (var column in new[] { "network", "method", "losses" })
            Assert.Equal([1], frame.GetColumn<string>(column).Observations.Select(o => o.Key));
        Assert.Equal([1], frame.GetColumn<int>("resolution").Observations.Select(o => o.Key));
    }

    [Fact]
    public void No_runs_are_a_frame_that_can_be_asked_and_drawn()
    {
        var frame = Array.Empty<RunRecord>().Frame();
        Assert.Equal(0, frame.RowCount);
        Assert.Contains("last", frame.ColumnKeys);
        var pivot = frame.Only("scale", "laptop").Pivot<string, int>("method", "resolution", "last", Statistics.Mean);
        Assert.Equal((0, 0), (pivot.RowCount, pivot.ColumnCount));
        Assert.Empty(pivot.Bars("none", "", "").GetTraces());
        Assert.Empty(frame.Points("none", "seconds", "last", "method").GetTraces());
    }

    [Fact]
    public void A_pivot_is_sorted_and_uses_our_statistics()
    {
        var runs = new[] { (112, 49.1), (16, 49.1), (16, 49.1), (16, 49.1), (32, 50.0) }.Select((run, seed) =>
            SampleRuns.Run(seed: seed, recipe: Horkd.Replace(":16", $":{run.Item1}"), top1: run.Item2)).ToArray();
        var spread = runs.Frame().Pivot<int, string>("resolution", "scale", "last", v => v.Count > 1 ? Statistics.SampleStd(v) : -1)["laptop"];
        Assert.Equal([16, 32, 112], spread.Keys);
        Assert.Equal([0.0, -1, -1], spread.Values);
    }

    [Fact]
    public void Only_keeps_the_rows_with_these_values()
    {
        var frame = Enumerable.Range(1, 5).Select(seed => SampleRuns.Run(seed: seed)).ToArray().Frame();
        Assert.Equal([0, 2], frame.Only("seed", 1L, 3L).RowKeys);
        Assert.Equal(0, frame.Only("network", "resnet18").RowCount); // missing in all
        Assert.Contains("no column nework; it has paper, table", Assert.Throws<ArgumentException>(() => frame.Only("nework", "resnet18")).Message);
    }

    [Fact]
    public void Every_committed_record_is_in_the_frame()
    {
        var frame = Runs.Frame();
        var records = new RunStore(Workspace.Find().Results).List();
        Assert.Equal(records.Select(r => r.Result.Last), frame.GetColumn<double>("last").Values);
        Assert.Equal(records.Count, frame.GetColumn<string>("method").ValueCount);
        Assert.Equal(records.Count(r => Catalogue.All.Any(e => e.Key == r.Table)), frame.GetColumn<string>("label").ValueCount);
    }

    [Fact]
    public void Every_table_names_its_paper() =>
        Assert.All(Catalogue.All, table => Assert.Contains(table.Paper, new[] { "HORKD", "CRRCD", "AIRD" }));

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.StartsWith("/nowhere: no such folder", Assert.Throws<ResultsException>(() => Runs.Frame("/nowhere")).Message);

    [Fact]
    public void Bars_and_points_leave_out_what_is_missing()
    {
        var frame = new[] { SampleRuns.Run(), SampleRuns.Run(seed: 2, recipe: Horkd) }.Frame();
        var bars = frame.Pivot<string, int>("method", "resolution", "last", Statistics.Mean).Bars("t", "method", "%");
        Assert.Equal("16", (string)Assert.Single(JsonNode.Parse(bars.ToJson())!["data"]!.AsArray())!["name"]!);
        Assert.Single(frame.Points("t", "seconds", "last", "method").GetTraces());
    }
}
