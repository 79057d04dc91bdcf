using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public class BackboneTests
{
    /// <summary>Narrow networks of most classes, with either stem.</summary>
    private static readonly ModelSpec[] Chosen =
    [
        new("resnet18", 7, 0.0625),
        new("resnet50", 7, 0.0625, Stem.ImageNet),
        new("vgg11_bn", 7, 0.0625),
        new("vgg11", 7, 0.03125, Stem.ImageNet),
        new("cifar_resnet8x4", 7, 0.125),
        new("cifar_vgg8", 7, 0.0625),
        new("wrn_16_1", 7, 0.5),
        new("wide_resnet50_2", 7, 0.0625),
        new("shuffle_v1", 7, 0.25),
        new("shuffle_v2", 7, 0.125),
    ];

    /// <summary>Those, and one network of every other class.</summary>
    internal static IEnumerable<ModelSpec> Families => Chosen.Concat(ModelZoo.Names.Where(name => Chosen.All(c => c.Architecture != name))
        .Select(name => new ModelSpec(name, 7, 0.125)).Where(spec => Chosen.All(c => Class(c) != Class(spec))).DistinctBy(Class));

    private static Type Class(ModelSpec spec)
    {
        using var model = ModelZoo.Create(spec);
        return model.GetType();
    }

    [Fact]
    public void Every_class_of_networks_has_a_name()
    {
        var named = ModelZoo.Names.Select(name => Class(new(name, 7, 0.0625))).ToHashSet();
        Assert.All(typeof(Backbone).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Backbone)) && !t.IsAbstract && t != typeof(EmbeddingNetwork)),
            type => Assert.True(named.Contains(type), $"no recipe and no test can make a {type.Name}: give it a name in ModelZoo.cs"));
    }

    public static TheoryData<string> Architectures => [.. ModelZoo.Names];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_network_shows_its_views_at_every_size(string architecture)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelZoo.Create(new(architecture, 7, 0.125));
        model.eval();
        foreach (var (height, width) in new[] { (16, 16), (32, 32), (64, 64), (17, 31) })
        {
            var views = model.Observe(randn(2, 3, height, width));
            Assert.Equal([2, 7], views.Logits.shape);
            Assert.Equal([2, model.EmbeddingSize], views.Embedding.shape);
            // a ShuffleNet halves the map in its first stage, too; MobileFaceNet sees 112×96 whatever the image
            var part = architecture.StartsWith("shuffle") ? 2 : 1;
            var first = architecture == "mobilefacenet" ? (28, 24) : ((height + part - 1) / part, (width + part - 1) / part);
            Assert.Equal(first, (views.Maps[0].shape[2], views.Maps[0].shape[3]));
            foreach (var (shallow, deep) in views.Maps.Zip(views.Maps.Skip(1)))
                Assert.True(deep.shape[2] <= shallow.shape[2] && deep.shape[1] >= shallow.shape[1]);
        }
    }

    [Fact]
    public void Logits_are_the_linear_image_of_the_embedding()
    {
        foreach (var spec in Families.Where(f => f.Architecture != "mobilefacenet")) // it classifies by directions
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var model = ModelZoo.Create(spec);
            model.eval();
            var images = randn(2, 3, 32, 32);
            var views = model.Observe(images);
            var last = model.modules().OfType<TorchSharp.Modules.Linear>().Last();
            Assert.True(last.call(views.Embedding).Matches(views.Logits), spec.Architecture);
            Assert.True(model.call(images).Matches(views.Logits), spec.Architecture);
        }
    }

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet50")]
    [InlineData("vgg11")]
    [InlineData("cifar_vgg8")]
    [InlineData("cifar_resnet20")]
    public void Stage_maps_are_taken_after_ReLU_and_end_in_the_embedding(string architecture)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelZoo.Create(new(architecture, 5, 0.125));
        model.eval();
        var views = model.Observe(randn(3, 3, 16, 16));
        Assert.All(views.Maps, map => Assert.True(map.min().item<float>() >= 0));
        Assert.Contains(views.Maps, map => map.max().item<float>() > 0);
        Assert.True(views.Maps[^1].mean([2, 3]).allclose(views.Embedding));
    }

    [Theory]
    [InlineData(16, new long[] { 16, 8, 4, 2, 1 })]
    [InlineData(32, new long[] { 32, 16, 8, 4, 2 })]
    [InlineData(64, new long[] { 64, 32, 16, 8, 4 })]
    public void Vgg_skips_a_pooling_that_would_leave_nothing(int side, long[] maps)
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new("vgg11_bn", 5, 0.125));
        model.eval();
        Assert.Equal(maps, model.Observe(randn(1, 3, side, side)).Maps.Select(map => map.shape[3]));
    }

    public static TheoryData<string, long[], string> WrongImages => new()
    {
        { "resnet18", [2, 3], "four dimensions" },
        { "resnet18", [2, 1, 32, 32], "three channels" },
        { "resnet18", [0, 3, 32, 32], "the batch is empty" },
        { "resnet18", [2, 3, 0, 32], "1×1 pixels or more" },
        { "cifar_vgg8", [2, 3, 7, 32], "8×8 pixels or more" },
    };

    [Theory]
    [MemberData(nameof(WrongImages))]
    public void A_wrong_shape_is_refused_with_the_reason(string architecture, long[] shape, string reason)
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new(architecture, 5, 0.125));
        var error = Assert.Throws<ArgumentException>(() => model.call(zeros(shape)));
        Assert.Contains($"{architecture} reads images [N, 3, H, W] but got Float32 [{string.Join(", ", shape)}]", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Bytes_and_images_below_the_ImageNet_minimum_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new("vgg11", 5, 0.03125, Stem.ImageNet));
        Assert.Contains("32×32 pixels or more", Assert.Throws<ArgumentException>(() => model.call(zeros(1, 3, 31, 64))).Message);
        Assert.Contains("floating-point", Assert.Throws<ArgumentException>(() => model.call(zeros([1, 3, 32, 32], dtype: uint8))).Message);
    }

    [Fact]
    public void Training_steps_leave_no_tensor_behind()
    {
        foreach (var (spec, steps) in Families.Select((spec, i) => (spec, i == 4 ? 100 : 20)))
        {
            using var outer = NewDisposeScope();
            using var model = ModelZoo.Create(spec);
            model.train();
            var images = randn(2, 3, 32, 32);
            var labels = tensor(new long[] { 1, 4 });
            var live = 0L;
            for (var step = 0; step < steps + 3; step++)
            {
                using (var inner = NewDisposeScope())
                    nn.functional.cross_entropy(model.call(images), labels).backward();
                if (step == 2)
                    live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            }
            Assert.Equal((spec, live), (spec, DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        }
    }

    [Fact]
    public void Smaller_images_are_enlarged_and_embeddings_shown_at_length_1_where_the_specification_says_so()
    {
        using var scope = NewDisposeScope();
        var spec = new ModelSpec("resnet18", 3, 1 / 16.0);
        using var network = Network.Create(spec with { Enlarged = 8, UnitLength = true }, 1, CPU);
        using var plain = Network.Create(spec, 1, CPU);
        network.eval();
        plain.eval();
        var images = randn(2, 3, 4, 4);
        var large = nn.functional.interpolate(images, size: [8, 8], mode: InterpolationMode.Bilinear, align_corners: false);
        var (shown, seen) = (network.Observe(images), plain.Observe(large));
        Assert.Equal(seen.Logits.data<float>().ToArray(), shown.Logits.data<float>().ToArray());
        Assert.True(shown.Embedding.allclose(nn.functional.normalize(seen.Embedding)));
        Assert.Equal(seen.Logits.data<float>().ToArray(), network.Observe(large).Logits.data<float>().ToArray());
    }
}
