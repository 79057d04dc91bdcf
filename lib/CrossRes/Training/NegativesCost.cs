using System.Diagnostics;
using CrossRes.Display;
using CrossRes.Losses;
using CrossRes.Models;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// What CRRCD's loss costs on this machine for a number of negatives: one forward and backward pass on noise.
/// </summary>
/// <param name="Negatives">n.</param>
/// <param name="Milliseconds">The fastest of three passes.</param>
/// <param name="Mebibytes">Growth of resident memory in a pass; NaN where no kernel tells.</param>
public sealed record NegativesCost(int Negatives, double Milliseconds, double Mebibytes)
{
    private const int Images = 4096, Classes = 100;

    /// <param name="batch">Images in a batch.</param>
    /// <param name="width">Columns of both networks' embeddings.</param>
    /// <param name="symmetric">With the mirror.</param>
    public static NegativesCost Measure(int negatives, int batch, int width, bool symmetric = false)
    {
        using var scope = NewDisposeScope();
        var targets = new Targets(arange(batch).remainder(Classes), arange(batch));
        var (student, teacher) = (Noise(learns: true), Noise(learns: false));
        using var loss = new Crrcd(negatives: negatives, symmetric: symmetric).For(
            LossContext.From(student, teacher) with
        {
            TrainLabels = [.. Enumerable.Range(0, Images).Select(i => (long)i % Classes)],
        });
        Pass(); // the first pass prepares kernels
        var memory = PeakMemory.Growth(Pass);
        return new(negatives, Enumerable.Range(0, 3).Min(_ => Time()), memory / 1048576.0 ?? double.NaN);

        double Time()
        {
            var clock = Stopwatch.StartNew();
            Pass();
            return clock.Elapsed.TotalMilliseconds;
        }

        void Pass()
        {
            using var step = NewDisposeScope();
            loss.Forward(student, teacher, targets).backward();
        }

        NetworkOutputs Noise(bool learns) => new(zeros(batch, Classes), randn(batch, width, requires_grad: learns), []);
    }

    /// <summary>Time over n, both logarithmic.</summary>
    public static GenericChart Time(IReadOnlyList<NegativesCost> costs) =>
        Figure(costs, "Time of a step", "milliseconds, forward and backward", c => c.Milliseconds);

    /// <summary>Memory over n, both logarithmic.</summary>
    public static GenericChart Memory(IReadOnlyList<NegativesCost> costs) =>
        Figure(costs, "Peak memory of a step", "MiB above what was resident", c => c.Mebibytes);

    private static GenericChart Figure(IReadOnlyList<NegativesCost> costs, string title, string axis,
        Func<NegativesCost, double> value)
    {
        int[] counts = [.. costs.Select(c => c.Negatives)];
        return Plot.Figure(title, Plot.Axis("negatives n", log: true, ticks: counts), Plot.Axis(axis, log: true),
            Plot.Line("crrcd", counts, costs.Select(value))).WithSize(Height: 360);
    }
}
