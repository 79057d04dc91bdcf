using CrossRes.Results;
using Repro.Jobs;
using Repro.Tests.Terminal;
using Xunit;

namespace Repro.Tests.Jobs;

public class WorkerEventTests
{
    private readonly StringWriter output = new();
    private readonly HandClock time = new();

    private WorkerEvent[] Told => [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => WorkerEvent.Parse(line)!)];

    [Fact]
    public void A_run_arrives_as_it_was()
    {
        var record = Sample.Record(1, 2);
        var progress = new EventProgress(output, time);
        progress.RunStarted("A", 2, 7);
        progress.EpochDone(record.Epochs[0]);
        progress.Note("a \"note\"\nof two lines");
        progress.RunDone(record);
        progress.Send(new WorkerEvent.Failed("why"));
        progress.Send(new WorkerEvent.Ready());
        Assert.Equal(new WorkerEvent.Started("A", 2, 7), Told[0]);
        Assert.Equal(record.Epochs[0].Loss, ((WorkerEvent.Epoch)Told[1]).Record.Loss);
        Assert.Equal(record.Epochs[0].Test, ((WorkerEvent.Epoch)Told[1]).Record.Test);
        Assert.Equal(new WorkerEvent.Note("a \"note\"\nof two lines"), Told[2]);
        Assert.Null(RecordComparison.FirstDifference(record, ((WorkerEvent.Done)Told[3]).Record));
        Assert.Equal([new WorkerEvent.Failed("why"), new WorkerEvent.Ready()], Told[4..]);
    }

    [Fact]
    public void Of_many_steps_the_first_and_the_last_of_an_epoch_arrive()
    {
        var progress = new EventProgress(output, time);
        foreach (var _ in new[] { "A", "B" })
        {
            progress.RunStarted("A", 2, 3);
            for (var step = 4; step <= 6; step++) progress.StepDone(2, step);
            progress.EpochDone(Sample.Epoch(2));
        }
        time.Pass(1);
        progress.StepDone(3, 1);
        Assert.Equal([(2, 4), (2, 6), (2, 4), (2, 6), (3, 1)], Told.OfType<WorkerEvent.Step>().Select(s => (s.InEpoch, s.Number)));
        Assert.Equal(2, Told.OfType<WorkerEvent.Epoch>().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("terminate called after throwing")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"event":"lunch"}""")]
    [InlineData("""{"event":"done","Record":{}}""")]
    public void What_is_no_event_is_seen(string line) => Assert.Null(WorkerEvent.Parse(line));
}
