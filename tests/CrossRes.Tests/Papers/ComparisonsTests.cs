using System.Text.Json.Nodes;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Tests.Results;
using Xunit;

namespace CrossRes.Tests.Papers;

public class ComparisonsTests
{
    private static readonly Finding[] Both =
        [new("Ours", new Against("ours", "clear", "a clear loser"), new Against("ours", "close", "a close one") { Picked = true }), new("Absent", new Against("ours", "absent", "nobody"))];

    [Fact]
    public void P_values_are_corrected_for_all_comparisons_of_the_list()
    {
        // differences 10, 11, 12: t = 19.05, p = 0.00274, twice that with Holm; 1, 2, 3: p = 0.0742
        var said = Comparisons.Say([.. Runs("ours", 60, 60, 60), .. Runs("clear", 50, 49, 48), .. Runs("close", 59, 58, 57)], Both);
        Assert.Equal(3, said.Count);
        Assert.StartsWith("Ours +11.00 points against a clear loser (95 % interval 8.52 to 13.48, n = 3, corrected p = 0.005); +2.00 points against a close one", said[0]);
        // three pairs, spread 1, one of two comparisons: scipy 1.10.1 gives 4.62482 at two-sided 2.5 %, 3.26404 at 5 %
        Assert.EndsWith("corrected p = 0.074: none above 4.6 points).", said[0]);
        Assert.Contains("the spread of these pairs (1.00 points, root mean square): 3 seeds show 3.3 points or more by one comparison alone, 4.6 as one of the 2 of this list.", said[1]);
        Assert.Contains("Holm's method for the 2 comparisons", said[2]);
        Assert.Contains("picked on the same runs", said[2]);
        Assert.DoesNotContain("folds", said[2]);
    }

    [Fact]
    public void One_seed_says_nothing_and_no_runs_say_no_word()
    {
        Assert.Equal(["Ours against a clear loser: one seed says nothing."], Comparisons.Say([.. Runs("ours", 60), .. Runs("clear", 50)], Both));
        Assert.Empty(Comparisons.Say([], Both));
    }

    [Fact]
    public void Held_out_folds_are_called_so()
    {
        const string lfw = """{"images":{"set":"lfw"}}""";
        var said = Comparisons.Say([.. Runs("ours", lfw, 60, 60), .. Runs("clear", lfw, 50, 49)], Both);
        Assert.EndsWith(SharedFolds.Caption, said[^1]);
    }

    [Fact]
    public void Table_1s_picture_shows_rows_that_were_run()
    {
        var figure = HorkdTable1.Experiment.Figure([.. Runs("teacher", 70), .. Runs("alone-16-r", 50, 52), .. Runs("kd-16-r", 55)]);
        var traces = JsonNode.Parse(figure.ToJson())!["data"]!.AsArray();
        Assert.Equal("[null,51,null,null]", traces[0]!["y"]!.ToJsonString());
        Assert.Equal([6, 1], traces.CountBy(t => (string)t!["type"]!).Select(kind => kind.Value));
        Assert.All(traces.Take(6), bars => Assert.NotNull(bars!["error_y"]));
    }

    private static IEnumerable<RunRecord> Runs(string row, params double[] scores) => Runs(row, """{"epochs":2}""", scores);

    private static IEnumerable<RunRecord> Runs(string row, string recipe, params double[] scores) =>
        scores.Select((score, i) => SampleRuns.Run(row, i + 1, recipe, top1: score));
}
