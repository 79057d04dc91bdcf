using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

public class LossLeakTests
{
    [Fact]
    public void Fifty_steps_leave_no_tensor_behind()
    {
        var batch = Batch.Of(1, 8, 6, 6);
        foreach (var entry in LossRegistry.Entries)
        {
            using var loss = LossProbe.Create(entry.Name, batch);
            Step(loss, batch); // centres of the teacher are made once
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (var step = 0; step < 50; step++)
                Step(loss, batch);
            Assert.True(before == DisposeScopeManager.Statistics.ThreadTotalLiveCount, entry.Name);
        }
    }

    private static void Step(DistillationLoss loss, Batch batch)
    {
        using var scope = NewDisposeScope();
        loss.BeginEpoch();
        var student = Batch.Float64(batch.Student, requiresGrad: true);
        loss.Forward(Batch.Outputs(student), Batch.Outputs(batch.Teacher), batch.Targets()).backward();
    }
}
