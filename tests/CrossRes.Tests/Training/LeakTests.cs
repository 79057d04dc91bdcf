using CrossRes.Training;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public sealed class LeakTests : IDisposable
{
    private readonly SmallRun small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_hundred_and_fifty_steps_with_a_teacher_leave_no_tensor_behind()
    {
        var recipe = SmallRun.Horkd with { Epochs = 51 };
        using var teacher = small.Teacher();
        var counts = new TensorCount();
        small.Trainer(recipe, small.Folder(recipe)).Run(teacher, counts, TestContext.Current.CancellationToken);
        Assert.True(counts.Seen.Count > 150);
        var fewest = long.MaxValue;
        foreach (var count in counts.Seen.Skip(2 * SmallRun.Steps))
        {
            fewest = long.Min(fewest, count); // it may fall: what other tests left is collected when it pleases the collector
            Assert.InRange(count - fewest, 0, 1); // where the teacher has not seen a view, the batch holds its images too
        }
    }

    [Fact]
    public void A_run_leaves_nothing_alive() => LiveTensors.NothingIsLeftBy(attempt =>
    {
        using var teacher = small.Teacher($"whole {attempt}");
        small.Do(SmallRun.Horkd, small.Folder(SmallRun.Horkd, $"whole {attempt}"), teacher: teacher);
    });

    [Fact]
    public void A_run_on_a_thread_of_its_own_leaves_nothing_alive() => LiveTensors.NothingIsLeftBy(attempt =>
    {
        var thread = new Thread(() =>
        {
            using var teacher = small.Teacher($"thread {attempt}");
            small.Do(SmallRun.Horkd, small.Folder(SmallRun.Horkd, $"thread {attempt}"), teacher: teacher);
        });
        thread.Start();
        thread.Join();
    });

    [Fact]
    public void A_stopped_run_leaves_nothing_alive() => LiveTensors.NothingIsLeftBy(attempt =>
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        using var teacher = small.Teacher($"stopped {attempt}");
        Assert.Throws<OperationCanceledException>(() =>
            small.Trainer(SmallRun.Horkd, small.Folder(SmallRun.Horkd, $"stopped {attempt}"))
                .Run(teacher, new CancelAfter(int.MaxValue), stopped.Token));
    });

    [Fact]
    public void Foretelling_the_cost_leaves_nothing_alive() => LiveTensors.NothingIsLeftBy(_ =>
        Assert.InRange(new CostProbe(CPU).Seconds(SmallRun.Horkd, 1000, 100), double.Epsilon, 1e4));
}
