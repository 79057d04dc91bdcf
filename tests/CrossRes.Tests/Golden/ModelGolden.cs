using System.Text.Json;
using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Whole networks: float32 weights and input, evaluated in float64, dropout off.</summary>
public sealed class ModelGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["model.forward"] = Forward,
        ["model.bn_running"] = Running,
        ["model.train_step"] = TrainStep,
    };

    private static Dictionary<string, Tensor> Forward(GoldenCase golden)
    {
        using var frozen = no_grad();
        using var model = Model(golden);
        var modules = model.named_modules().ToDictionary(named => named.Item1, named => named.Item2);
        var names = Strings(golden, "probe_modules");
        var probes = new double[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            var slot = i;
            ((nn.Module<Tensor, Tensor>)modules[names[i]]).register_forward_hook((_, _, output) =>
            {
                probes[slot] = Probe(output);
                return output;
            });
        }
        var views = model.Observe(Input(golden));
        golden.Params.PassOver("probe_shapes"); // six numbers of each say more
        return new()
        {
            ["logits"] = views.Logits,
            ["features"] = views.Embedding,
            ["probes"] = stack(probes.Select(row => tensor(row)).ToArray()),
        };
    }

    private static Dictionary<string, Tensor> Running(GoldenCase golden)
    {
        using var frozen = no_grad();
        using var model = Model(golden);
        model.call(Input(golden));
        var state = model.state_dict();
        var layers = Strings(golden, "bn_keys");
        var results = state.Where(entry => entry.Key.Contains(".running_"))
            .ToDictionary(entry => $"{entry.Key}.after", entry => entry.Value.clone());
        results["running_mean_l2"] = stack(layers.Select(layer => state[$"{layer}.running_mean"].norm()).ToArray());
        results["running_var_l2"] = stack(layers.Select(layer => state[$"{layer}.running_var"].norm()).ToArray());
        results["num_batches_tracked"] = stack(layers.Select(layer => state[$"{layer}.num_batches_tracked"]).ToArray());
        return results;
    }

    private static Dictionary<string, Tensor> TrainStep(GoldenCase golden)
    {
        using var model = Model(golden);
        var input = Input(golden).with_requires_grad();
        var labels = tensor(golden.Params.Integers("labels").Select(l => (long)l).ToArray());
        var loss = nn.functional.cross_entropy(model.call(input), labels);
        loss.backward();

        var gradients = model.named_parameters().ToDictionary(named => named.Item1, named => (Tensor)named.Item2.grad!);
        gradients["input"] = input.grad!;
        golden.Params.PassOver("omitted_zero_grad_keys"); // those that param_keys leaves out
        var keys = Strings(golden, "param_keys");
        var results = new Dictionary<string, Tensor>
        {
            ["loss"] = loss,
            ["grad_l2"] = stack(keys.Select(key => gradients[key].norm()).ToArray()),
            ["grad_l1"] = stack(keys.Select(key => gradients[key].norm(1f)).ToArray()),
        };
        foreach (var (key, gradient) in gradients)
        {
            results[$"grad.{key}"] = gradient;
            results[$"grad.{key}[0]"] = gradient[0].clone();
        }
        results["grad.input[0,:,0:8,0:8]"] = gradients["input"][0].narrow(1, 0, 8).narrow(2, 0, 8);
        return results;
    }

    /// <summary>[mean, population standard deviation, min, max, first, last].</summary>
    private static double[] Probe(Tensor output)
    {
        var flat = output.reshape(-1);
        return [.. new[] { flat.mean(), flat.std(unbiased: false), flat.min(), flat.max(), flat[0], flat[-1] }.Select(x => x.item<double>())];
    }

    private static Backbone Model(GoldenCase golden)
    {
        var (family, architecture) = golden.Params.Text("arch").Split('/') is [var f, var a] ? (f, a) : default;
        var classes = golden.Params.Whole("num_classes");
        var model = ModelZoo.Create((family, architecture) switch
        {
            ("torchvision", _) => new(architecture, classes, Stem: Stem.ImageNet),
            (_, "ShuffleV1") => new("shuffle_v1", classes),
            (_, "ShuffleV2") => new("shuffle_v2", classes),
            _ => new(architecture.StartsWith("wrn") ? architecture : $"cifar_{architecture}", classes),
        });
        model.to(float64);
        model.train(golden.Params.Text("mode") == "train");
        foreach (var dropout in model.modules().OfType<Dropout>())
            dropout.p = 0;

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var state = model.state_dict();
        var entries = golden.Params["tensors"].EnumerateArray().ToArray();
        // by name: a tensor's number is its place in the file
        Xunit.Assert.Equal(entries.Select(Describe).Order(), state.Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]").Order());
        foreach (var (index, entry) in entries.Index())
            DeterministicFilling.Fill(state[entry.GetProperty("key").GetString()!], entry, Seed(golden), (ulong)index);
        return model;

        static string Describe(JsonElement entry) => $"{entry.GetProperty("key").GetString()} [{string.Join(", ", Shape(entry))}]";
    }

    private static Tensor Input(GoldenCase golden)
    {
        var rule = golden.Params["input"];
        var input = zeros(Shape(rule), dtype: float64);
        DeterministicFilling.Fill(input, rule, Seed(golden), rule.GetProperty("tensor_index").GetUInt64());
        return input;
    }

    private static ulong Seed(GoldenCase golden) => golden.Params["seed"].GetUInt64();

    private static long[] Shape(JsonElement entry) => [.. entry.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())];

    private static string[] Strings(GoldenCase golden, string param) =>
        [.. golden.Params[param].EnumerateArray().Select(s => s.GetString()!)];
}
