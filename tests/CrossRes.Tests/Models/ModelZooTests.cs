using CrossRes.Models;
using TorchSharp;
using Xunit;

namespace CrossRes.Tests.Models;

public class ModelZooTests
{
    /// <summary>
    /// torchvision's documentation for 1000 classes; RepDistiller's networks for 100, or what three blocks or a convolution
    /// more or less make of one of those.
    /// </summary>
    [Theory]
    [InlineData("resnet18", 1000, Stem.ImageNet, 11_689_512)]
    [InlineData("resnet_2223", 1000, Stem.ImageNet, 11_689_512 + 2 * (512 * 512 * 9 + 2 * 512))] // a block more than resnet18
    [InlineData("resnet34", 1000, Stem.ImageNet, 21_797_672)]
    [InlineData("resnet50", 1000, Stem.ImageNet, 25_557_032)]
    [InlineData("wide_resnet50_2", 1000, Stem.ImageNet, 68_883_240)]
    [InlineData("vgg11", 1000, Stem.ImageNet, 132_863_336)]
    [InlineData("vgg11_bn", 1000, Stem.ImageNet, 132_868_840)]
    [InlineData("cifar_resnet8", 100, Stem.Cifar, 278_324 - 2 * 97_216)]
    [InlineData("cifar_resnet14", 100, Stem.Cifar, 278_324 - 97_216)]
    [InlineData("cifar_resnet20", 100, Stem.Cifar, 278_324)]
    [InlineData("cifar_resnet32", 100, Stem.Cifar, 472_756)]
    [InlineData("cifar_resnet44", 100, Stem.Cifar, 861_620 - 2 * 97_216)]
    [InlineData("cifar_resnet56", 100, Stem.Cifar, 861_620)]
    [InlineData("cifar_resnet110", 100, Stem.Cifar, 1_736_564)]
    [InlineData("cifar_resnet8x4", 100, Stem.Cifar, 1_233_540)]
    [InlineData("cifar_resnet32x4", 100, Stem.Cifar, 7_433_860)]
    [InlineData("cifar_vgg8", 100, Stem.Cifar, 3_965_028)]
    [InlineData("cifar_vgg11", 100, Stem.Cifar, 3_965_028 + 590_592 + 2 * 2_360_832)]
    [InlineData("cifar_vgg13", 100, Stem.Cifar, 9_462_180)]
    [InlineData("wrn_16_1", 100, Stem.Cifar, 569_780 - 4 * 97_216)]
    [InlineData("wrn_16_2", 100, Stem.Cifar, 703_284)]
    [InlineData("wrn_40_1", 100, Stem.Cifar, 569_780)]
    [InlineData("wrn_40_2", 100, Stem.Cifar, 2_255_156)]
    [InlineData("shuffle_v1", 100, Stem.Cifar, 949_258)]
    [InlineData("shuffle_v2", 100, Stem.Cifar, 1_355_528)]
    public void Published_networks_have_their_published_size(string architecture, int classes, Stem stem, long expected) =>
        Assert.Equal(expected, Parameters(new(architecture, classes, Stem: stem)));

    /// <summary>MobileFaceNet's names and shapes have tests of their own.</summary>
    [Fact]
    public void Multiplications_of_a_ResNet18_are_counted()
    {
        using var network = Network.Create(new ModelSpec("resnet18", 100), 1, torch.CPU);
        long stem = 3 * 64 * 9 * 1024, first = 4 * 64 * 64 * 9 * 1024, later = 128 * 256 * (64 * 9 + 3 * 128 * 9 + 64);
        Assert.Equal(stem + first + 3 * later + 512 * 100, Multiplications.PerImage(network, 32));
        Assert.True(network.training);
    }

    [Fact]
    public void Every_network_is_compared_with_its_published_size()
    {
        var compared = typeof(ModelZooTests).GetMethod(nameof(Published_networks_have_their_published_size))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Select(data => (string)((InlineDataAttribute)data).Data[0]!);
        Assert.All(ModelZoo.Names.Except(compared), name => Assert.True(name == "mobilefacenet",
            $"nothing says that {name} is the published network: add its number of parameters to {nameof(Published_networks_have_their_published_size)}"));
    }

    [Fact]
    public void The_Cifar_stem_trades_7x7_for_3x3_and_the_linear_layers_for_one()
    {
        Assert.Equal(11_689_512 - 64 * 3 * (49 - 9) - 900 * 513, Parameters(new("resnet18", 100)));
        Assert.Equal(9_220_480 + 100 * 513, Parameters(new("vgg11", 100)));
    }

    [Theory]
    [InlineData(64, 0.5, 32)]
    [InlineData(64, 0.1, 6)]
    [InlineData(16, 0.15625, 3)] // 2.5
    [InlineData(64, 0.001, 1)]
    [InlineData(512, 2, 1024)]
    public void Width_rounds_half_up_and_keeps_a_channel(long published, double width, long expected) =>
        Assert.Equal(expected, new ModelSpec("resnet18", 10, width).Channels(published));

    [Fact]
    public void An_embedding_of_chosen_size_stands_before_the_classifier()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var model = ModelZoo.Create(new("resnet18", 10, 0.25) { Embedding = 24 });
        var seen = model.Observe(TorchSharp.torch.randn(2, 3, 16, 16));
        Assert.Equal(24, model.EmbeddingSize);
        Assert.Equal([2, 24], seen.Embedding.shape);
        Assert.Equal([2, 10], seen.Logits.shape);
        Assert.Equal(4, seen.Maps.Count);
        var shapes = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape);
        Assert.Equal([24, 128], shapes["backbone.fc.weight"]);
        Assert.Equal([10, 24], shapes["classifier.weight"]);
        Assert.Contains("at least one column", Assert.Throws<ArgumentException>(() => ModelZoo.Create(new("resnet18", 10) { Embedding = 0 })).Message);
    }

    [Fact]
    public void Width_scales_every_layer()
    {
        using var model = ModelZoo.Create(new("resnet50", 10, 0.25));
        var shapes = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape);
        Assert.Equal([16, 3, 3, 3], shapes["conv1.weight"]);
        Assert.Equal([64, 16, 1, 1], shapes["layer1.0.conv3.weight"]);
        Assert.Equal([10, 512], shapes["fc.weight"]);
        Assert.Equal(512, model.EmbeddingSize);
    }

    public static TheoryData<string, int, double, Stem, string> Refused => new()
    {
        { "resnet19", 10, 1, Stem.Cifar, "known are resnet18" },
        { "resnet18", 0, 1, Stem.Cifar, "at least one class" },
        { "resnet18", 10, 0, Stem.Cifar, "more than 0" },
        { "resnet18", 10, double.NaN, Stem.Cifar, "more than 0" },
        { "wrn_16_2", 10, 1, Stem.ImageNet, "no other stem" },
        { "cifar_vgg8", 10, 1, Stem.ImageNet, "no other stem" },
        { "shuffle_v1", 10, 1, Stem.ImageNet, "no other stem" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_impossible_network_is_refused_with_the_reason(string architecture, int classes, double width, Stem stem, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => ModelZoo.Create(new(architecture, classes, width, stem))).Message);

    private static long Parameters(ModelSpec spec)
    {
        using var model = ModelZoo.Create(spec);
        return model.parameters().Sum(parameter => parameter.numel());
    }
}
