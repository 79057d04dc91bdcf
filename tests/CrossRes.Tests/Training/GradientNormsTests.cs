using CrossRes.Losses;
using CrossRes.Papers;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Training;

public sealed class GradientNormsTests : IDisposable
{
    private readonly SmallRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Looking_at_gradients_changes_no_number()
    {
        using var teacher = run.Teacher();
        var plain = run.Do(SmallRun.Horkd, run.Folder(SmallRun.Horkd, "plain"), teacher: teacher);
        var norms = new GradientNorms();
        var folder = run.Folder(SmallRun.Horkd, "watched");
        var watched = new Trainer(SmallRun.Horkd, 1, run.Data, folder, TorchSharp.torch.CPU) { Norms = norms }
            .Run(teacher, new CancelAfter(int.MaxValue), TestContext.Current.CancellationToken);
        Assert.Equal(plain, watched.Select(SmallRun.Numbers));
        Assert.Equal([1, 2, 3], norms.Epochs.Select(e => e.Epoch));
        Assert.All(norms.Epochs, e => Assert.All(e.Norms, term => Assert.True(term.Value > 0 && double.IsFinite(term.Value), term.Key)));
    }

    [Fact]
    public void A_gradient_grows_with_its_weight()
    {
        using var teacher = run.Teacher();
        double Pull(double weight)
        {
            var norms = new GradientNorms();
            var recipe = SmallRun.Horkd with { Epochs = 1, Losses = [new("ce", 1), new("horkd.2", weight)] };
            new Trainer(recipe, 1, run.Data, run.Folder(recipe, "pull"), TorchSharp.torch.CPU) { Norms = norms }
                .Run(teacher, new CancelAfter(int.MaxValue), TestContext.Current.CancellationToken);
            return norms.Epochs[0].Norms["horkd.2"];
        }
        Assert.Equal(50, Pull(1) / Pull(0.02), 1e-3);
    }
}
