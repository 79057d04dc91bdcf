using CrossRes.Data;
using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public sealed class WeightsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private string WeightsFile => folder["model.safetensors"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Saved_weights_load_into_another_network_of_the_same_kind()
    {
        foreach (var spec in BackboneTests.Families)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var source = ModelZoo.Create(spec);
            using var target = ModelZoo.Create(spec);
            var images = randn(2, 3, 32, 32);
            source.train();
            source.call(images);
            Weights.Save(source, WeightsFile);
            Weights.Load(target, WeightsFile);
            source.eval();
            target.eval();
            Assert.True(source.call(images).Matches(target.call(images)), spec.Architecture);
        }
    }

    [Fact]
    public void A_pretrained_classifier_gives_a_network_with_an_embedding_all_but_its_classifier()
    {
        foreach (var architecture in new[] { "resnet18", "resnet50" })
        {
            using var scope = NewDisposeScope();
            using var pretrained = ModelZoo.Create(new(architecture, 1000, 1 / 16.0, Stem.ImageNet));
            using var model = ModelZoo.Create(new(architecture, 7, 1 / 16.0, Stem.ImageNet) { Embedding = 5 });
            var before = model.state_dict().ToDictionary(t => t.Key, t => t.Value.clone());
            Weights.Save(pretrained, WeightsFile);

            Assert.Equal(["fc.bias", "fc.weight"], Weights.LoadBackbone(model, WeightsFile));

            foreach (var (name, tensor) in model.state_dict())
                if (name.StartsWith("classifier.") || name.StartsWith("backbone.fc.")) Assert.True(tensor.Matches(before[name]), name);
                else Assert.True(tensor.Matches(pretrained.state_dict()[name["backbone.".Length..]]), name);
        }
        using var other = ModelZoo.Create(new("resnet18", 7, 1 / 8.0, Stem.ImageNet) { Embedding = 5 });
        var message = Assert.Throws<DataFileException>(() => Weights.LoadBackbone(other, WeightsFile)).Message;
        Assert.Contains("unexpected layer1.0.", message);
        Assert.DoesNotContain("fc.", message);
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_changed()
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        using var frozen = no_grad();
        var other = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value + 1);
        other.Remove("bn1.bias");
        other["extra"] = zeros(1);
        other["fc.weight"] = zeros(3, 16);
        Safetensors.Save(WeightsFile, other, null);
        var before = model.state_dict()["conv1.weight"].clone();

        var message = Assert.Throws<DataFileException>(() => Weights.Load(model, WeightsFile)).Message;

        Assert.StartsWith($"{WeightsFile}: does not fit cifar_resnet8: ", message);
        Assert.Contains("missing bn1.bias", message);
        Assert.Contains("unexpected extra", message);
        Assert.Contains("fc.weight is [3, 16], not [10, 16]", message);
        Assert.True(model.state_dict()["conv1.weight"].Matches(before));
    }
}
