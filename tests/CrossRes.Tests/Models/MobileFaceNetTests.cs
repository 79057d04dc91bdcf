using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public class MobileFaceNetTests
{
    [Fact]
    public void Names_and_shapes_are_those_of_the_published_weights()
    {
        using var model = ModelZoo.Create(new("mobilefacenet", 128));
        var shapes = model.state_dict().ToDictionary(e => e.Key, e => e.Value.shape);
        Assert.Equal(333, shapes.Count);
        Assert.Equal([64, 1, 3, 3], shapes["dw_conv1.conv.weight"]);
        Assert.Equal([256], shapes["blocks.5.conv.2.weight"]);
        Assert.Equal([128, 512, 1, 1], shapes["linear1.conv.weight"]);
        Assert.Equal([512, 1, 7, 6], shapes["linear7.conv.weight"]);
        Assert.Equal(128, model.EmbeddingSize);
    }

    [Fact]
    public void Only_the_middle_of_a_square_is_seen_and_small_images_are_enlarged()
    {
        using var scope = NewDisposeScope();
        using var model = Network.Create(new("mobilefacenet", 128, 0.25), 1, CPU);
        model.eval();
        var images = randn(2, 3, 112, 112, generator: new Generator(1));
        var edges = images.clone();
        edges.narrow(3, 0, 8).zero_();
        edges.narrow(3, 104, 8).zero_();
        var seen = model.Observe(images);
        Assert.Equal([2, 128], seen.Embedding.shape);
        Assert.Equal(3, seen.Maps.Count);
        Assert.True(seen.Embedding.allclose(model.Observe(edges).Embedding));
        var small = nn.functional.interpolate(images, [16, 16]);
        var large = nn.functional.interpolate(small, [112, 112], mode: InterpolationMode.Bicubic, align_corners: false);
        Assert.True(model.Observe(small).Embedding.allclose(model.Observe(large).Embedding));
    }
}
