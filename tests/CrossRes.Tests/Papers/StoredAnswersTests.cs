using CrossRes.Papers;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Papers;

public class StoredAnswersTests
{
    [Fact]
    public void A_notebook_opens_with_what_the_stored_runs_say_and_their_whole_table()
    {
        var answer = StoredAnswers.For("table1");
        var page = File.ReadAllLines(Path.Combine(Workspace.Find().Results, "table1", "laptop-CIFAR-100", "table.md"));
        var lines = answer.Render()["text/markdown"].Split('\n');
        Assert.StartsWith("**HORKD Table 1: CIFAR-100**, stored runs: CIFAR-100 (real), laptop scale, n = ", lines[0]);
        Assert.True(lines.Length > 5);
        Assert.All(lines.Skip(2), line => Assert.Contains(line, page));
        Assert.Equal(25, answer.Table.Rows.Count);
        Assert.DoesNotContain("not run", answer.Table.ToMarkdown());
    }

    [Fact]
    public void Runs_that_a_larger_scale_would_train_alike_are_of_the_scale_that_trained_them() => // faces are as many at desktop scale
        Assert.StartsWith("HORKD Table 2: LFW, stored runs: LFW (real), laptop scale, n = ", StoredAnswers.For("table2").Render()["text/plain"]);

    [Fact]
    public void What_is_not_stored_says_how_it_is_run() => Assert.Equal(
        "HORKD Table 1: CIFAR-100: not run on real images; ./repro run table1 --data DIR does.",
        StoredAnswers.For("table1", Path.GetTempPath() + "crossres-none").Render()["text/plain"]);
}
