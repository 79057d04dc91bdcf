using System.Text;
using System.Text.Json.Nodes;
using CrossRes.Common;
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

    /// <summary>How other programs leave a network's tensors.</summary>
    public static TheoryData<string> Prefixes => ["module.", "backbone.", "_orig_mod.", "module.model.", "state_dict.net."];

    [Theory, MemberData(nameof(Prefixes))]
    public void Weights_behind_a_prefix_without_counters_and_in_any_order_load(string prefix)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var source = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        using var target = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        foreach (var (name, counter) in target.state_dict().Where(t => t.Key.EndsWith("num_batches_tracked"))) counter.fill_(7);
        Safetensors.Save(WeightsFile, source.state_dict().Reverse().Where(t => !t.Key.EndsWith("num_batches_tracked")).ToDictionary(t => prefix + t.Key, t => t.Value));
        Weights.Load(target, WeightsFile);
        foreach (var (name, tensor) in target.state_dict())
            Assert.True(name.EndsWith("num_batches_tracked") ? tensor.ToInt64() == 0 : tensor.Matches(source.state_dict()[name]), name);
    }

    [Fact]
    public void A_pretrained_classifier_behind_a_prefix_gives_its_backbone()
    {
        using var scope = NewDisposeScope();
        using var pretrained = ModelZoo.Create(new("resnet18", 10, 1 / 16.0, Stem.ImageNet));
        using var model = ModelZoo.Create(new("resnet18", 7, 1 / 16.0, Stem.ImageNet) { Embedding = 5 });
        Safetensors.Save(WeightsFile, pretrained.state_dict().ToDictionary(t => $"module.{t.Key}", t => t.Value));
        Assert.Equal(["fc.bias", "fc.weight"], Weights.LoadBackbone(model, WeightsFile));
        Assert.True(model.state_dict()["backbone.conv1.weight"].Matches(pretrained.state_dict()["conv1.weight"]));
    }

    [Theory, InlineData(ScalarType.Float16), InlineData(ScalarType.BFloat16), InlineData(ScalarType.Float64)]
    public void Weights_of_another_precision_are_converted(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var source = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        using var target = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        Safetensors.Save(WeightsFile, source.state_dict().ToDictionary(t => t.Key, t => t.Value.is_floating_point() ? t.Value.to_type(type) : t.Value));
        Weights.Load(target, WeightsFile);
        Assert.Equal(ScalarType.Float32, target.state_dict()["conv1.weight"].dtype);
        Assert.True(target.state_dict()["conv1.weight"].allclose(source.state_dict()["conv1.weight"], 0.01, 0.01));
    }

    /// <summary>Counters, masks and scales that trainers and quantizers keep beside the weights.</summary>
    [Theory]
    [InlineData("U64", 8), InlineData("U16", 2), InlineData("F8_E4M3", 1), InlineData("F8_E5M2", 1), InlineData("I64", 8), InlineData("BOOL", 1), InlineData("C64", 8)]
    public void What_holds_no_weights_may_be_there_besides(string dtype, int bytes)
    {
        using var scope = NewDisposeScope();
        using var model = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        Weights.Save(model, WeightsFile);
        Append("step", dtype, bytes);
        Weights.Load(model, WeightsFile);
        if (dtype is not ("I64" or "BOOL"))
            Assert.Contains($"tensor \"step\" is stored as {dtype}, which is not read; leave it out", Assert.Throws<DataFileException>(() => Safetensors.Load(WeightsFile)).Message);
    }

    [Fact]
    public void The_cause_of_a_misfit_is_named()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = ModelZoo.Create(new("cifar_resnet8", 10, 0.25));
        Dictionary<string, Tensor> State() => model.state_dict().ToDictionary(t => t.Key, t => t.Value.clone());
        string Fault(Dictionary<string, Tensor> state, string? unread = null)
        {
            Safetensors.Save(WeightsFile, state);
            if (unread is not null) Append(unread, "F8_E4M3", 16);
            return Assert.Throws<DataFileException>(() => Weights.Load(model, WeightsFile)).Message;
        }

        var without = State();
        without.Remove("fc.bias");
        Assert.Contains("its names begin with \"module.\" and are not all", Fault(without.ToDictionary(t => $"module.{t.Key}", t => t.Value)));
        var message = Fault(without, unread: "fc.bias");
        Assert.Contains("fc.bias is stored as F8_E4M3, which is not read; store the weights as F32, F16 or BF16", message);
        var whole = State();
        whole["conv1.weight"] = whole["conv1.weight"].to_type(ScalarType.Int8);
        Assert.Contains("conv1.weight holds whole numbers (Int8), as quantized weights do", Fault(whole));
        var broken = State();
        broken["bn1.running_var"][0] = float.NaN;
        Assert.Contains("bn1.running_var has values that are not finite", Fault(broken));
        File.WriteAllBytes(WeightsFile, [.. "PK\x03\x04"u8, .. new byte[40]]);
        Assert.Contains("is a PyTorch file (pickle), which is not read; convert it", Assert.Throws<DataFileException>(() => Weights.Load(model, WeightsFile)).Message);
    }

    /// <summary>Adds a tensor of a type that cannot be made here.</summary>
    private void Append(string name, string dtype, int bytes)
    {
        var file = File.ReadAllBytes(WeightsFile);
        var length = (int)BitConverter.ToInt64(file);
        var header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        var data = file[(8 + length)..];
        header[name] = new JsonObject { ["dtype"] = dtype, ["shape"] = new JsonArray(1), ["data_offsets"] = new JsonArray(data.Length, data.Length + bytes) };
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        File.WriteAllBytes(WeightsFile, [.. BitConverter.GetBytes((long)json.Length), .. json, .. data, .. new byte[bytes]]);
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
