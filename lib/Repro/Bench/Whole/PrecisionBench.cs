using CrossRes.Experiments;
using CrossRes.Models;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>Training steps in bf16 beside the same in float32, by turns, on one thread.</summary>
internal static class PrecisionBench
{
    internal const string Part = "bf16, beside it float32";
    private static readonly string[] Methods = ["alone", "our"];

    internal static IReadOnlyList<Measurement> Run(BenchRequest request, TextWriter output, CancellationToken cancel)
    {
        Row[] rows = [.. from network in request.Small ? StepBench.Networks[..1] : StepBench.Networks
                         from method in Methods
                         select StepBench.Row(network, method)];
        var seconds = rows.ToDictionary(row => row.Key, _ => (Bf16: new List<double>(), Float32: new List<double>()));
        for (var seed = 1L; seed <= request.Rounds; seed++)
        {
            foreach (var precision in new[] { MixedPrecision.Float32, MixedPrecision.Bf16 })
            {
                using var room = new BenchRoom();
                using var laboratory = room.Open(StepBench.With(rows), StepBench.Short(request.Small).In(precision),
                    request.Data);
                foreach (var step in laboratory.Plan(laboratory.Experiment.Rows, [seed]))
                {
                    var taken = StepBench.Seconds(laboratory.Run(step, new Silence(), cancel));
                    if (!seconds.TryGetValue(step.Row.Key, out var both)) continue;
                    (precision == MixedPrecision.Bf16 ? both.Bf16 : both.Float32).Add(taken);
                }
            }
            output.WriteLine($"round {seed}: {rows.Length} short runs in either precision");
        }
        return [.. rows.Select(row => new Measurement(Part, row.Label, seconds[row.Key].Bf16,
            seconds[row.Key].Float32))];
    }
}
