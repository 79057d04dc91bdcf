using System.Text.Json.Nodes;
using CrossRes.Display;
using CrossRes.Training;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public class NegativesCostTests
{
    [Fact]
    public void The_peak_of_passing_work_is_seen_though_earlier_work_left_as_much_in_the_heap()
    {
        const long bytes = 256L << 20;
        ones(bytes, dtype: int8).Dispose();
        var growth = PeakMemory.Growth(() => ones(bytes, dtype: int8).Dispose());
        Assert.InRange(growth!.Value, bytes * 9 / 10, 2 * bytes);
    }

    [Fact]
    public void More_negatives_take_more_memory()
    {
        var (few, many) = (NegativesCost.Measure(8, 32, 16), NegativesCost.Measure(512, 32, 16));
        Assert.True(few.Milliseconds > 0 && many.Mebibytes > few.Mebibytes, $"{few} {many}");
        var figure = JsonNode.Parse(NegativesCost.Time([few, many]).ToJson())!;
        Assert.Equal("[8,512]", figure["data"]![0]!["x"]!.ToJsonString());
    }
}
