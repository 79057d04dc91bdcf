using CrossRes.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Losses that contrast a batch with memories of the training set.</summary>
public sealed class ContrastGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["loss.crd"] = golden => Contrast(golden, "crd"),
        ["loss.crcd"] = golden => Contrast(golden, "crcd", ("head", Head(golden))),
    };

    private static string Head(GoldenCase golden) =>
        golden.Params.Text("embed_type") is var kind && kind == "nofc" ? "none" : kind;

    private static Dictionary<string, Tensor> Contrast(
        GoldenCase golden, string name, params (string Name, string Value)[] options)
    {
        (string, string)[] names =
            [("negatives", "nce_k"), ("temperature", "nce_t"), ("width", "feat_dim"), ("momentum", "nce_m")];
        var settings = names.Select(p => (p.Item1, golden.Params.Option(p.Item2))).Concat(options);
        var (studentWidth, teacherWidth) = (golden.Inputs["student"].Shape[1], golden.Inputs["teacher"].Shape[1]);
        var context = new LossContext(2, studentWidth, teacherWidth, () => zeros(1, 1), 0)
        {
            TrainLabels = [.. Enumerable.Range(0, (int)golden.Number("n_data")).Select(i => i % 2L)],
        };
        using var loss = (ContrastiveLoss)LossRegistry.Create(name, settings.ToDictionary(), context);
        loss.to(ScalarType.Float64);
        var state = loss.state_dict();
        using (no_grad())
        {
            foreach (var (key, tensor) in state.Where(s => s.Key.StartsWith("embed")))
                tensor.copy_(golden.Float64(key));
            // the reference numbers the networks, 1 the student, 2 the teacher; its Z is of scores, ours of a memory
            state["memory_s.rows"].copy_(golden.Float64("memory_v1"));
            state["memory_t.rows"].copy_(golden.Float64("memory_v2"));
            foreach (var (memory, constant) in new[] { ("memory_t", "z_v1"), ("memory_s", "z_v2") })
            {
                var z = golden.Number(constant);
                state[$"{memory}.z.known"].fill_(z > 0 ? 1 : 0);
                state[$"{memory}.z.log"].fill_(z > 0 ? Math.Log(z) : 0);
            }
        }
        var student = golden.Float64("student", requiresGrad: true);
        var teacher = golden.Float64("teacher", requiresGrad: true);
        var value = loss.Contrast(student, teacher, golden.Int64("idx"), golden.Int64("contrast_idx"));
        value.backward();
        var results = loss.named_parameters().ToDictionary(p => $"grad.{p.name}", p => p.parameter.grad!);
        (results["value"], results["grad.student"], results["grad.teacher"]) = (value, student.grad!, teacher.grad!);
        results["memory_v1.after"] = state["memory_s.rows"].clone();
        results["memory_v2.after"] = state["memory_t.rows"].clone();
        results["z_v1.after"] = state["memory_t.z.log"].exp().squeeze();
        results["z_v2.after"] = state["memory_s.z.log"].exp().squeeze();
        return results;
    }
}
