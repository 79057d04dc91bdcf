using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class InterruptTests : IDisposable
{
    private readonly Session session = new(AppContext.BaseDirectory);

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("await new TaskCompletionSource<int>().Task.ConfigureAwait(false)")]
    [InlineData("await new ValueTask<int>(new TaskCompletionSource<int>().Task)")]
    [InlineData("async Task<int> Never() => await new TaskCompletionSource<int>().Task; await Never()")]
    [InlineData("async IAsyncEnumerable<int> Never() { await new TaskCompletionSource().Task; yield return 1; } await foreach (var x in Never()) { }")]
    [InlineData("long g = 0; again: g++; goto again;")]
    [InlineData("Enumerable.Range(0, int.MaxValue).Select(x => (long)x * x).Where(x => x < 0).Sum()")]
    [InlineData("from x in Enumerable.Repeat(1L, int.MaxValue) from y in Enumerable.Range(0, int.MaxValue) where x + y < 0 select x")]
    [InlineData("void Work(int i) { for (;;) { } } System.Threading.Tasks.Parallel.For(0, 4, i => Work(i));")]
    [InlineData("double s = 0; Parallel.For(0L, long.MaxValue, i => s += Math.Sqrt(i));")]
    [InlineData("Parallel.ForEach(Enumerable.Range(0, int.MaxValue), i => Math.Sqrt(i));")]
    [InlineData("ParallelEnumerable.Range(0, int.MaxValue).Sum(x => Math.Sqrt(x) * 0)")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("System.Threading.Thread.Sleep(TimeSpan.FromDays(1));")]
    [InlineData("new TaskCompletionSource().Task.Wait();")]
    [InlineData("var x = new TaskCompletionSource<int>().Task.Result;")]
    [InlineData("new ValueTask<int>(new TaskCompletionSource<int>().Task).Result + 1")]
    [InlineData("new TaskCompletionSource<int>().Task.GetAwaiter().GetResult()")]
    [InlineData("new TaskCompletionSource().Task.ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("Task.WaitAll([new TaskCompletionSource().Task]);")]
    [InlineData("Task.WaitAny(new[] { new TaskCompletionSource().Task });")]
    public async Task AnInterruptReachesIt(string code)
    {
        var running = Task.Run(() => session.Execute("Console.WriteLine(1);" + code, 1, _ => session.Interrupt(), TestContext.Current.CancellationToken));
        var error = await running.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Equal("Interrupted", error?.Name);
        var run = new CellRun(2);
        Assert.Null(await session.Execute("1 + 1", 2, run.Add, TestContext.Current.CancellationToken));
        Assert.IsType<ResultOutput>(Assert.Single(run.Outputs));
    }

    [Fact]
    public async Task WhatIsAwaitedGivesWhatItGives()
    {
        var run = new CellRun(1);
        var error = await session.Execute("""
            await Task.Yield();
            await Task.Delay(1).ConfigureAwait(true);
            var a = await Task.FromResult(1) + await new ValueTask<int>(2) + await Task.Run(async () => { await Task.Delay(1); return 3; });
            var list = Enumerable.Range(1, 3).ToList(); var map = Enumerable.ToDictionary(list, x => x);
            var b = new int[3]; Parallel.For(0, 3, i => b[i] = i); Parallel.ForEach(list, (x, _) => b[x - 1]++);
            $"{a} {list.Count} {map.Count} {b.Sum()} {list.AsParallel().Sum()}"
            """, 1, run.Add, TestContext.Current.CancellationToken);
        Assert.Null(error);
        Assert.Equal("6 3 3 6 6", Assert.IsType<ResultOutput>(Assert.Single(run.Outputs)).Data["text/plain"]);
    }

    [Theory]
    [InlineData("Task.FromResult(5).Result + Task.Run(async () => { await Task.Delay(1); return 2; }).Result", "7")]
    [InlineData("string why = \"\"; try { Task.FromException(new Exception(\"x\")).Wait(); } catch (AggregateException e) { why = e.InnerException.Message; } why", "x")]
    [InlineData("class Found { public int Result; public int Wait() => 8; } var f = new Found(); f.Result = 3; f.Result++; f.Result + f.Wait()", "12")]
    [InlineData("struct Point { public int Result; } var p = new Point(); p.Result = 4; p.Result += 1; p.Result", "5")]
    [InlineData("enum Kind { None, Result } Kind.Result", "Result")]
    [InlineData("System.Threading.Thread.Sleep(1); nameof(Task<int>.Result)", "Result")]
    [InlineData("Task.FromResult(2).Wait(1000) && Task.WaitAll([Task.CompletedTask], 1000)", "True")]
    public async Task WhatIsWaitedForAndWhatOnlyLooksLikeItGivesWhatItGives(string code, string shown)
    {
        var run = new CellRun(1);
        var error = await session.Execute(code, 1, run.Add, TestContext.Current.CancellationToken);
        Assert.Null(error);
        Assert.Equal(shown, Assert.IsType<ResultOutput>(run.Outputs[^1]).Data["text/plain"]);
    }
}
