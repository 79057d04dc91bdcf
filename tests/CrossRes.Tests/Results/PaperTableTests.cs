using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Results;

public class PaperTableTests
{
    private static readonly Cell.Copied Published = new(74.65, "HORKD, Table 1");

    private static ResultTable Build(params RunRecord[] runs) => PaperTable.Create("Table 1",
    [
        new PaperRow("OUR-16-R", "student", "16x16", Published, runs),
        new PaperRow("R alone", "student", "16x16", null, []),
    ]);

    private static string[] Row(ResultTable table, int row) =>
        [.. Enumerable.Range(0, table.Columns.Count).Select(column => table.Show(row, column))];

    [Fact]
    public void Sets_the_paper_beside_the_runs()
    {
        var table = Build(SampleRuns.Run(top1: [60, 57]), SampleRuns.Run(seed: 2, top1: [58, 59]));
        Assert.Equal(
            ["OUR-16-R", "student", "16x16", "74.65 [1]", "58.00 ± 1.41 (n=2)", "59.50 ± 0.71 (n=2)", "-16.65", "48 s"], Row(table, 0));
        Assert.Equal(["R alone", "student", "16x16", "not in paper", "not run", "not run", "–", "not run"], Row(table, 1));
    }

    [Fact]
    public void Captions_come_from_the_records()
    {
        var table = Build(SampleRuns.Run(seed: 2), SampleRuns.Run(seed: 1));
        Assert.Equal("Data: CIFAR-100, real images, 20 classes, 10000 training and 2000 test images, sha256 aaaaaaaaaaaa…", table.Captions[1]);
        Assert.Equal("Scale: laptop; seeds: 1, 2; device: cpu; float32; libtorch 1.13.1; algorithm 1", table.Captions[2]);
        Assert.StartsWith("Measured by algorithm 1 of this kit, before the move to TorchSharp; the present code is algorithm 2", table.Captions[3]);
        Assert.DoesNotContain(Build(SampleRuns.Run(recipe: """{"algorithm":2}""")).Captions, line => line.StartsWith("Measured by"));
        Assert.Contains("not the paper's setting", table.Captions[4]);
        Assert.DoesNotContain(Build(SampleRuns.Run(scale: "paper")).Captions, line => line.Contains("not the paper's setting"));
        Assert.Equal("Nothing was run yet.", Build().Captions[^1]);
    }

    [Fact]
    public void Synthetic_data_is_loud()
    {
        var table = Build(SampleRuns.Run(scale: "paper", data: SampleRuns.Data with { Origin = "synthetic" }));
        Assert.All([table.ToMarkdown(), table.ToCsv(), table.ToHtml(), table.ToPlainText()],
            text => Assert.Contains("SYNTHETIC images", text));
    }

    [Fact]
    public void Unlike_runs_do_not_share_a_table()
    {
        var real = SampleRuns.Run();
        var synthetic = SampleRuns.Run(seed: 2, data: SampleRuns.Data with { Origin = "synthetic" });
        Assert.Contains("would mix data: CIFAR-100 (real", Assert.Throws<ResultsException>(() => Build(real, synthetic)).Message);
        var tiny = SampleRuns.Run(seed: 2, scale: "tiny");
        Assert.Contains("would mix scale: laptop and tiny", Assert.Throws<ResultsException>(() => Build(real, tiny)).Message);
        var newer = SampleRuns.Run(seed: 2, recipe: """{"algorithm":2}""");
        Assert.Contains("would mix algorithms: 1 and 2", Assert.Throws<ResultsException>(() => Build(real, newer)).Message);
        Assert.Contains("row OUR-16-R: seed 1 is there twice", Assert.Throws<ResultsException>(() => Build(real, real)).Message);
    }
}
