using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Losses between feature maps.</summary>
public sealed class MapLossGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["loss.attention_transfer"] = golden => Terms(golden, new At(golden.Number("p"))),
        ["loss.nst"] = golden => Terms(golden, new Nst()),
        ["loss.attention_transfer.torchdistill_paper"] = golden => Terms(golden, new At(error: At.Error.Norm)),
        ["loss.similarity_preserving"] = golden => Terms(golden, new Sp()),
        ["loss.similarity_preserving.torchdistill"] = golden => Terms(golden, new Sp(order: 1)),
        ["loss.fsp"] = golden => Terms(golden, new Fsp()),
        ["loss.hint"] = golden => Adapted(golden, "fitnet", ("stage", "1"), ("adapter", "auto")),
        ["loss.fitnet"] = golden => Adapted(golden, "fitnet", ("stage", "1"), ("adapter", "always")),
        ["loss.factor_transfer"] = golden => Adapted(golden, "ft", ("factors", "maps"),
            ("p1", golden.Params.Option("p1")), ("p2", golden.Params.Option("p2"))),
        ["loss.activation_boundary"] = golden => Terms(golden, new Ab(golden.Number("margin"), MapAdapter.Never)),
        ["loss.vid"] = golden => Adapted(golden, "vid", ("floor", golden.Params.Option("eps")),
            ("variance", golden.Params.Option("init_pred_var")),
            ("hidden", $"{golden.Inputs["regressor.0.weight"].Shape[0]}")),
    };

    /// <summary>Of a loss without parameters: its value, its terms, and the gradient of every student map.</summary>
    private static Dictionary<string, Tensor> Terms(GoldenCase golden, MapLoss loss)
    {
        using var module = loss;
        var student = Students(golden).Select(name => golden.Float64(name, requiresGrad: true)).ToArray();
        var teacher = Students(golden).Select(name => golden.Float64(name.Replace("student", "teacher"))).ToArray();
        var value = loss.Forward(Maps(student), Maps(teacher), zeros(1));
        value.backward();
        var results = loss.Terms([.. student.Zip(teacher)]).Select((term, k) => ($"value.{k}", term))
            .Concat(student.Select((map, k) => ($"grad.student.{k}", map.grad!)));
        return new(results.Select(r => KeyValuePair.Create(r.Item1, r.Item2))) { ["value"] = value };
    }

    /// <summary>Of a loss between one map each: its value, the gradients of the map and of its parameters.</summary>
    private static Dictionary<string, Tensor> Adapted(
        GoldenCase golden, string name, params (string Name, string Value)[] options)
    {
        using var loss = LossRegistry.Create(
            name, options.ToDictionary(o => o.Name, o => o.Value), Context(golden, "student")).to(ScalarType.Float64);
        // ours are named per stage, the reference's are not
        var parameters = loss.named_parameters().ToDictionary(
            p => p.name.Replace("adapter.", "").Replace("regressor0", "regressor").Replace("log_scale0", "log_scale"),
            p => p.parameter);
        using (no_grad())
            foreach (var (key, parameter) in parameters)
                parameter.copy_(golden.Float64(key));
        var student = golden.Float64("student", requiresGrad: true);
        var value = loss.Forward(Maps(AsMap(student)), Maps(AsMap(golden.Float64("teacher"))), zeros(1));
        value.backward();
        var results = parameters.ToDictionary(p => $"grad.{p.Key}", p => p.Value.grad!);
        (results["value"], results["grad.student"]) = (value, student.grad!);
        return results;
    }

    private static IEnumerable<string> Students(GoldenCase golden) =>
        Enumerable.Range(0, golden.Inputs.Keys.Count(k => k.StartsWith("student."))).Select(k => $"student.{k}");

    private static LossContext Context(GoldenCase golden, params string[] students)
    {
        long[] Shape(string input) =>
            [.. golden.Inputs[input].Shape[1..], .. Enumerable.Repeat(1L, 4 - golden.Inputs[input].Shape.Length)];
        return new(1, 1, 1, () => zeros(1, 1), 0)
        {
            StudentMaps = [.. students.Select(Shape)],
            TeacherMaps = [.. students.Select(student => Shape(student.Replace("student", "teacher")))],
        };
    }

    private static Tensor AsMap(Tensor x) => x.dim() == 2 ? x.unsqueeze(2).unsqueeze(3) : x;

    private static NetworkOutputs Maps(params Tensor[] maps) => new(maps[0], maps[0], maps);
}
