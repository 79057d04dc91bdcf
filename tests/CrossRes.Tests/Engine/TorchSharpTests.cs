using System.Diagnostics;
using System.Reflection;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Engine;

/// <summary>What the rest of the code may rely on in this version of TorchSharp; faults of others were reported to it.</summary>
public class TorchSharpTests
{
    [Fact]
    public void A_scope_holds_what_its_own_thread_makes_and_nothing_of_another()
    {
        using var outer = NewDisposeScope();
        var here = zeros(1);
        Tensor? there = null;
        var thread = new Thread(() => there = zeros(1));
        using (var inner = NewDisposeScope())
        {
            var own = zeros(1);
            thread.Start();
            thread.Join();
            inner.Dispose();
            Assert.True(own.IsInvalid);
        }
        Assert.False(here.IsInvalid);
        Assert.False(there!.IsInvalid);
        there.Dispose();
    }

    [Fact]
    public void A_number_that_becomes_a_scalar_by_itself_is_given_back_by_the_collector() =>
        Assert.NotNull(typeof(Scalar).GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic));

    [Fact]
    public void What_an_operator_reads_stays_until_it_returns_since_the_binding_is_not_optimized() =>
        Assert.True(typeof(torch).Assembly.GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled);

    [Fact]
    public void Reading_a_tensors_numbers_keeps_no_tensor() => CrossRes.Tests.Training.LiveTensors.NothingIsLeftBy(_ =>
    {
        using var outer = NewDisposeScope();
        var x = arange(6).reshape(2, 3);
        for (var i = 0; i < 100; i++)
        {
            using var scope = NewDisposeScope();
            Assert.Equal(6, x.data<long>().Count);
            Assert.Equal(5, x[1, 2].item<long>());
            Assert.Equal([3, 4, 5], x[1].data<long>().ToArray());
            Assert.Equal(48, x.bytes.Length);
        }
    });
}
