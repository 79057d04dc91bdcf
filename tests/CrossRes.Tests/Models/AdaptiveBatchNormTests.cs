using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public class AdaptiveBatchNormTests
{
    [Fact]
    public void Online_statistics_move_from_the_trained_ones_by_the_batchs_share()
    {
        using var scope = NewDisposeScope();
        var (model, layer, x) = Layer();
        using var adapted = new AdaptiveBatchNorm(model, Adaptation.Online, 0.25);
        var mean = 0.25 * x.mean([0, 2, 3]);
        var variance = 0.75 + 0.25 * x.var([0, 2, 3], unbiased: false);
        Assert.True(model.call(x).allclose(Normalised(x, mean, variance), atol: 1e-5));
        model.call(x);
        Assert.True(layer.running_mean!.allclose((1 - 0.75 * 0.75) * x.mean([0, 2, 3]), atol: 1e-6));
    }

    [Fact]
    public void Pooled_statistics_are_those_of_everything_seen_whatever_the_batches()
    {
        using var scope = NewDisposeScope();
        var (model, layer, x) = Layer();
        using (new AdaptiveBatchNorm(model, Adaptation.Pooled))
        {
            foreach (var batch in x.split([5, 2, 3], 0)) model.call(batch);
            Assert.True(layer.running_mean!.allclose(x.mean([0, 2, 3]), atol: 1e-6));
            Assert.True(layer.running_var!.allclose(x.var([0, 2, 3], unbiased: false), atol: 1e-5));
        }
    }

    [Fact]
    public void A_batchs_own_statistics_normalize_it()
    {
        using var scope = NewDisposeScope();
        var (model, _, x) = Layer();
        var alone = Normalised(x, x.mean([0, 2, 3]), x.var([0, 2, 3], unbiased: false));
        using (new AdaptiveBatchNorm(model, Adaptation.Batch)) Assert.True(model.call(x).allclose(alone, atol: 1e-5));
        using (new AdaptiveBatchNorm(model, Adaptation.Mixed, 1)) Assert.True(model.call(x).allclose(alone, atol: 1e-5));
    }

    [Theory]
    [InlineData(Adaptation.Online), InlineData(Adaptation.Pooled), InlineData(Adaptation.Mixed), InlineData(Adaptation.Batch)]
    public void Afterwards_a_network_is_as_it_was(Adaptation method)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new("resnet18", 5, 1 / 16.0), 1, CPU);
        network.eval();
        var images = randn(6, 3, 16, 16, generator: new Generator(3)) * 2 + 1;
        var before = network.Observe(images).Embedding;
        using (new AdaptiveBatchNorm(network, method)) Assert.False(network.Observe(images).Embedding.allclose(before));
        Assert.True(network.Observe(images).Embedding.eq(before).all().item<bool>());
    }

    [Fact]
    public void A_share_outside_of_its_range_is_refused()
    {
        using var network = ModelZoo.Create(new("resnet18", 5, 1 / 16.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveBatchNorm(network, share: 0));
    }

    private static (nn.Module<Tensor, Tensor> Model, TorchSharp.Modules.BatchNorm2d Layer, Tensor Images) Layer()
    {
        var layer = nn.BatchNorm2d(3);
        var model = nn.Sequential(layer);
        model.eval();
        return (model, layer, randn(10, 3, 4, 4, generator: new Generator(1)) * 3 + 2);
    }

    private static Tensor Normalised(Tensor x, Tensor mean, Tensor variance) =>
        (x - mean.view(1, 3, 1, 1)) / (variance.view(1, 3, 1, 1) + 1e-5).sqrt();
}
