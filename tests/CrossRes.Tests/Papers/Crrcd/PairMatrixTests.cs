using CrossRes.Papers.Crrcd;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers.Crrcd;

public class PairMatrixTests
{
    [Fact]
    public void Printed_and_measured_numbers_stand_side_by_side()
    {
        RunRecord[] runs = [SampleRuns.Run("crrcd-vgg13-vgg8", 1, top1: 60), SampleRuns.Run("crrcd-vgg13-vgg8", 2, top1: 62)];
        var table = PairMatrix.Create(CrrcdTables.TableI, runs);
        Assert.Equal(1 + 2 * 7, table.Columns.Count);
        var line = table.Rows.Single(row => row[0] is Cell.Text { Value: "CRRCD" });
        Assert.Equal(74.04, Assert.IsType<Cell.Copied>(line[^2]).Value);
        Assert.Equal([60.0, 62], Assert.IsType<Cell.Measured>(line[^1]).Values);
        Assert.IsType<Cell.NotRun>(line[^3]);
        Assert.Equal(7 * 16 - 1, table.Rows.SelectMany(row => row).OfType<Cell.Copied>().Count()); // shared networks stand in every column
    }

    [Fact]
    public void Across_resolutions_nothing_is_printed()
    {
        var table = PairMatrix.Create(CrrcdTables.AcrossResolutions, [], 16);
        Assert.Empty(table.Rows.SelectMany(row => row).OfType<Cell.Copied>());
        Assert.DoesNotContain(table.Rows, row => row[0] is Cell.Text { Value: "EKD" });
    }

    [Fact]
    public void One_pair_of_a_table_has_its_teacher_and_both_sides()
    {
        var rows = CrrcdTables.AcrossResolutions.Only("vgg13-vgg8").Rows.Select(r => r.Key).ToList();
        Assert.Contains("teacher-vgg13", rows);
        Assert.Contains("horkd-vgg13-vgg8", rows);
        Assert.Contains("kd-vgg13-vgg8-at-8", rows);
        Assert.DoesNotContain(rows, key => key.Contains("r18"));
        Assert.Contains("vgg13-vgg8", Assert.Throws<ArgumentException>(() => CrrcdTables.TableI.Only("vgg")).Message);
    }
}
