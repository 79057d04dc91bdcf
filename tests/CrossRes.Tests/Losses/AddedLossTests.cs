using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Tests.Training;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

[CollectionDefinition(DisableParallelization = true)]
public sealed class ChangesTheRegistry;

[Collection(typeof(ChangesTheRegistry))]
public sealed class AddedLossTests : IDisposable
{
    private const string Own = "test.lengths";

    public void Dispose() => LossRegistry.Remove(Own); // other tests look at every loss that is registered

    [Loss(Own, "a test", "a", NoReference = "a test")]
    private sealed class Lengths : DistillationLoss
    {
        protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) =>
            (student.Embedding.norm(1).mean() - teacher.Embedding.norm(1).mean()).square();
    }

    [Fact]
    public void A_loss_of_ones_own_trains_and_is_known_by_its_formula()
    {
        var recipe = SmallRun.Horkd with { Losses = [new("ce", 1), new(Own, 0.1)] };
        LossRegistry.Add(Entry("a"));
        var digest = recipe.Digest;
        using var run = new SmallRun();
        using (var teacher = run.Teacher())
            Assert.All(run.Do(recipe, run.Folder(recipe), teacher: teacher),
                epoch => Assert.Contains(Own, epoch));
        LossRegistry.Add(Entry("b"));
        Assert.NotEqual(digest, recipe.Digest);
        LossRegistry.Add(Entry("a"));
        Assert.Equal(digest, recipe.Digest);
        Assert.Single(LossRegistry.Entries, e => e.Name == Own);
        Assert.True(LossRegistry.Remove(Own));
        Assert.False(LossRegistry.Remove(Own));
        Assert.Throws<ArgumentException>(() => LossRegistry.Find(Own));
    }

    [Fact]
    public void The_names_of_the_kit_are_taken() =>
        Assert.Contains("there is a loss kd already",
            Assert.Throws<ArgumentException>(() => LossRegistry.Add(Entry("a") with { Name = "kd" })).Message);

    private static LossEntry Entry(string formula) => LossEntry.From<Lengths>() with { Formula = formula };
}
