using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public class InitializationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_whatever_was_drawn()
    {
        using var scope = NewDisposeScope();
        var first = State("wrn_16_1", 5);
        rand(1000);
        var second = State("wrn_16_1", 5);
        Assert.All(first, entry => Assert.True(entry.Value.Matches(second[entry.Key]), entry.Key));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (State("cifar_vgg8", 5), State("cifar_vgg8", 6));
        Assert.All(first.Where(entry => entry.Value.dim() > 1), entry =>
            Assert.False(entry.Value.Matches(second[entry.Key]), entry.Key));
    }

    [Fact]
    public void A_layer_keeps_its_weights_in_a_deeper_network()
    {
        using var scope = NewDisposeScope();
        var (shallow, deep) = (State("cifar_resnet8", 5), State("cifar_resnet14", 5));
        Assert.All(shallow, entry => Assert.True(entry.Value.Matches(deep[entry.Key]), entry.Key));
        Assert.False(deep["layer1.0.conv1.weight"].Matches(deep["layer1.1.conv1.weight"]));
    }

    [Fact]
    public void The_global_random_stream_is_left_alone()
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new("cifar_resnet8", 10));
        manual_seed(1);
        var expected = rand(4);
        manual_seed(1);
        Initialization.Apply(model, 5);
        Assert.True(rand(4).Matches(expected));
    }

    [Fact]
    public void Weights_follow_their_distributions()
    {
        using var scope = NewDisposeScope();
        var state = State("vgg11_bn", 5, width: 0.5);
        var convolution = state["features.22.weight"]; // 256 × 256 × 3 × 3
        Assert.Equal(Math.Sqrt(2.0 / (256 * 9)), convolution.std().item<float>(), 1e-4);
        Assert.Equal(0, convolution.mean().item<float>(), 1e-3);
        Assert.Equal(0, state["features.22.bias"].abs().max().item<float>());
        Assert.Equal(1, state["features.23.weight"].min().item<float>());
        Assert.Equal(1, state["features.23.running_var"].max().item<float>());
        Assert.Equal(0, state["features.23.running_mean"].abs().max().item<float>());
        Assert.Equal(0, state["features.23.num_batches_tracked"].item<long>());
        var bound = 1 / Math.Sqrt(256);
        Assert.InRange(state["classifier.weight"].abs().max().item<float>(), 0.98 * bound, bound);
        Assert.Equal(bound / Math.Sqrt(3), state["classifier.weight"].std().item<float>(), 1e-3);
        Assert.True(state["classifier.bias"].std().item<float>() > 0);
    }

    /// <summary>State of a network that has seen a training batch and is then initialised.</summary>
    private static Dictionary<string, Tensor> State(string architecture, long seed, double width = 1)
    {
        using var model = ModelZoo.Create(new(architecture, 10, width));
        using (no_grad())
            model.call(randn(2, 3, 16, 16));
        Initialization.Apply(model, seed);
        return model.state_dict().ToDictionary(t => t.Key, t => t.Value.clone());
    }
}
