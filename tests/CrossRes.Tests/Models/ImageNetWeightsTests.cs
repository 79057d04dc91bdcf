using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Models;
using CrossRes.Tests.Data;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Models;

public sealed class ImageNetWeightsTests : IDisposable
{
    private static readonly ModelSpec Spec = new(ImageNetWeights.Architecture, 1, Stem: Stem.ImageNet);
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_packages_network_sees_the_same_in_an_image_whichever_way_its_pixels_are_given()
    {
        var network = ModelZoo.Create(Spec);
        Initialization.Apply(network, 3);
        var given = network.state_dict();
        given["bn1.running_mean"].uniform_(-1, 1);
        Write(given);
        var pixels = randint(0, 256, [1, 3, 40, 40]).to(ScalarType.Byte);
        var package = tensor(new float[] { 103.063f, 115.903f, 123.152f }).view(1, 3, 1, 1);
        var theirs = First(given, pixels.to(ScalarType.Float32).flip(1) - package);
        var ours = First(ImageNetWeights.Read(folder["x.onnx"]), Normalization.ImageNet.Apply(pixels));
        Assert.True((theirs - ours).slice(2, 2, 18, 1).slice(3, 2, 18, 1).abs().max().item<float>() < 1e-2); // of some hundreds
    }

    [Fact]
    public void They_fit_the_network_and_no_other()
    {
        Write(ModelZoo.Create(Spec).state_dict());
        Safetensors.Save(folder["x"], ImageNetWeights.Read(folder["x.onnx"]));
        Assert.Empty(Weights.LoadBackbone(ModelZoo.Create(Spec with { Embedding = 4 }), folder["x"]));
        Assert.Contains("unexpected layer4.2", Assert.Throws<DataFileException>(
            () => Weights.LoadBackbone(ModelZoo.Create(Spec with { Architecture = "resnet18" }), folder["x"])).Message);
        File.WriteAllBytes(folder["x.onnx"], new OnnxGraph().Add("Conv", ("w", zeros(64, 3, 7, 7))).ToBytes());
        Assert.Contains("holds 1 convolutions", Assert.Throws<DataFileException>(() => ImageNetWeights.Read(folder["x.onnx"])).Message);
    }

    /// <summary>Numbers that another program got from the package's file; only where ./repro data imagenet was run.</summary>
    [Fact]
    public void The_real_ones_give_the_features_that_the_package_gives()
    {
        var file = Path.Combine(Workspace.Find().Work, "weights", $"{ImageNetWeights.Architecture}.safetensors");
        Assert.SkipUnless(File.Exists(file), "no weights here: ./repro data imagenet");
        using var network = ModelZoo.Create(Spec);
        Weights.LoadBackbone(network, file);
        network.eval();
        var (c, y, x) = (arange(3).view(3, 1, 1), arange(64).view(1, 64, 1), arange(64).view(1, 1, 64));
        var image = (7 * c + 3 * y + 5 * x).remainder(256).unsqueeze(0).to(ScalarType.Byte);
        using var frozen = no_grad();
        var features = network.Observe(Normalization.ImageNet.Apply(image)).Embedding;
        // the image's border sees another gray than the package's, by half a level
        Assert.Equal(0.40168, features[0][0].item<float>(), 0.005);
        Assert.Equal(0.31824, features[0][1].item<float>(), 0.001);
        Assert.Equal(0, features[0].slice(0, 2, 8, 1).max().item<float>());
        Assert.Equal(764.1122, features.sum().item<float>(), 0.4);
        Assert.Equal(85.98209, features.norm().item<float>(), 0.03);
    }

    private static Tensor First(IReadOnlyDictionary<string, Tensor> weights, Tensor images)
    {
        var x = nn.functional.conv2d(images, weights["conv1.weight"], null, [2, 2], [3, 3]);
        return nn.functional.batch_norm(x, weights["bn1.running_mean"], weights["bn1.running_var"], weights["bn1.weight"], weights["bn1.bias"]);
    }

    /// <summary>As the package has it: in the graph's order, under names that say nothing.</summary>
    private void Write(IReadOnlyDictionary<string, Tensor> weights)
    {
        string[] order =
        [
            "conv1", "bn1", .. Block("layer1.0"), .. Block("layer1.1"),
            .. from n in new[] { 2, 3, 4 }
               from layer in (string[])[$"layer{n}.0.downsample.0", $"layer{n}.0.downsample.1", .. Block($"layer{n}.0"), .. Block($"layer{n}.1")]
               select layer,
            .. Block("layer4.2"),
        ];
        var graph = new OnnxGraph();
        foreach (var (i, layer) in order.Index())
            if (weights[$"{layer}.weight"].dim() == 4) graph.Add("Conv", ($"c{i}", weights[$"{layer}.weight"]));
            else graph.Add("BatchNormalization",
                [.. from part in new[] { "weight", "bias", "running_mean", "running_var" } select ($"b{i}{part}", weights[$"{layer}.{part}"])]);
        File.WriteAllBytes(folder["x.onnx"], graph.ToBytes());

        static string[] Block(string name) => [$"{name}.conv1", $"{name}.bn1", $"{name}.conv2", $"{name}.bn2"];
    }
}
