using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Results;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Training;

public sealed class LineProgressTests : IDisplay, IDisplayed
{
    private readonly List<IReadOnlyDictionary<string, string>> seen = [];
    private int shown;

    [Fact]
    public void A_run_is_one_bar_with_a_growing_curve()
    {
        var progress = Started();
        progress.EpochDone(Epoch(1, 20));
        progress.EpochDone(Epoch(2, 30));
        Assert.Equal((1, 2), (shown, seen.Count));
        Assert.StartsWith("our-16-r seed 1: epoch 3/10, loss 0.500, test 30.00 %", seen[1]["text/plain"]);
        Assert.Contains("value=\"0.2\"", seen[1]["text/html"]);
        Assert.Contains("points=\"2,46 28.2,2\"", seen[1]["text/html"]);
    }

    [Fact]
    public void A_resumed_run_counts_from_where_it_was()
    {
        var progress = Started();
        progress.StepDone(8, 1);
        progress.EpochDone(Epoch(8, 50));
        progress.EpochDone(Epoch(9, 51));
        Assert.Contains("epoch 10/10", seen[^1]["text/plain"]);
        Assert.Contains("points=\"185.6,46 211.8,2\"", seen[^1]["text/html"]);
    }

    [Fact]
    public void Of_a_run_that_is_done_no_bar_is_left()
    {
        var progress = Started();
        progress.EpochDone(Epoch(9, 50));
        progress.EpochDone(Epoch(10, 51));
        Assert.Equal((1, 2), (shown, seen.Count));
        Assert.All(seen[^1].Values, Assert.Empty);
    }

    [Fact]
    public void Its_lines_go_to_the_console_of_the_cell_that_trains_not_of_the_one_that_made_it()
    {
        var before = Console.Out;
        using var own = new StringWriter();
        var progress = new LineProgress();
        try
        {
            Console.SetOut(own);
            progress.Note("a note");
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.Equal("a note\n", own.ToString());
    }

    private LineProgress Started()
    {
        NotebookDisplay.Current = this;
        var progress = new LineProgress(TextWriter.Null);
        progress.RunStarted("our-16-r seed 1", 10, 2);
        return progress;
    }

    IDisplayed IDisplay.Show(IRichView view)
    {
        shown++;
        seen.Add(view.Render());
        return this;
    }

    void IDisplay.ShowOnce(IRichView prelude) => seen.Add(prelude.Render());

    void IDisplayed.Update(IRichView view) => seen.Add(view.Render());

    private static EpochRecord Epoch(int number, double score) =>
        new(number, 0.1, 0.5, new Dictionary<string, double>(), null, new Dictionary<string, double> { ["top-1"] = score }, 1);
}
