using CrossRes.Losses;
using Xunit;

namespace CrossRes.Tests.Golden;

/// <summary>What the registry says of reference numbers is what the cases here check.</summary>
public class MethodStatusTests
{
    [Fact]
    public void Every_checked_loss_is_claimed_and_every_claim_is_checked()
    {
        var claimed = LossRegistry.Entries.SelectMany(e => e.Golden).ToArray();
        Assert.Equal(GoldenReport.Operations.Where(op => op.StartsWith("loss.")).Order(), claimed.Order());
        var packed = GoldenSource.Load(null).Cases.Select(c => c.Op).ToHashSet();
        Assert.All(claimed, op => Assert.Contains(op, packed));
        foreach (var e in LossRegistry.Entries)
            Assert.True(e.Golden.Count > 0 != e.NoReference is not null,
                $"loss {e.Name} names {(e.Golden.Count > 0 ? "reference cases and a NoReference: keep one" : "no reference cases: give its [Loss(…)] either Golden = the cases that it agrees with, or NoReference = why there are none")}");
    }
}
