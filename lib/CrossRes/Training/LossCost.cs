using System.Diagnostics;
using CrossRes.Display;
using CrossRes.Losses;
using CrossRes.Models;
using Plotly.NET.CSharp;
using TorchSharp;
using GenericChart = Plotly.NET.GenericChart;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// What losses cost on this machine: one forward and backward pass on noise of the shapes of two networks.
/// </summary>
/// <param name="Loss">Its name.</param>
/// <param name="Batches">Images in a batch.</param>
/// <param name="Milliseconds">For each batch size, the fastest of three passes.</param>
public sealed record LossCost(string Loss, IReadOnlyList<int> Batches, IReadOnlyList<double> Milliseconds)
{
    private const int Repeats = 3, Remembered = 4096; // training images that contrastive losses remember

    /// <summary>Measures a loss with its default options.</summary>
    /// <exception cref="ArgumentException">The loss does not fit these networks; the message says why.</exception>
    public static LossCost Measure(LossEntry loss, Backbone student, Backbone teacher, int side,
        IReadOnlyList<int> batches, Device device) =>
        new(loss.Name, batches, [.. batches.Select(n => Fastest(loss, student, teacher, side, n, device))]);

    /// <summary>
    /// Cost over batch size, both logarithmic: a line of slope 1, 2 or 3 says what grows with the batch.
    /// </summary>
    public static GenericChart Figure(IEnumerable<LossCost> costs) =>
        Plot.Figure("What a loss costs: forward and backward", Plot.Axis("images in a batch", log: true),
            Plot.Axis("milliseconds", log: true),
            costs.Select(c => Plot.Line(c.Loss, c.Batches, c.Milliseconds))).WithSize(Height: 640);

    private static double Fastest(LossEntry entry, Backbone student, Backbone teacher, int side, int images,
        Device device)
    {
        var (classes, width) = (student.Spec.Classes, teacher.EmbeddingSize);
        using var scope = NewDisposeScope();
        using var loss = entry.With(new Dictionary<string, string>(), new LossContext(
            classes, student.EmbeddingSize, width, () => randn(classes, width, device: device), 1)
        {
            StudentMaps = student.MapShapes(side),
            TeacherMaps = teacher.MapShapes(side),
            TrainLabels = [.. Enumerable.Range(0, Remembered).Select(i => (long)(i % classes))],
        }).to(device);
        return Enumerable.Range(0, Repeats + 1).Select(_ => Once()).Skip(1).Min(); // the first pass prepares kernels

        double Once()
        {
            using var step = NewDisposeScope();
            var seen = Noise(student, learns: true);
            var targets = new Targets(arange(images, dtype: int64, device: device).remainder(classes),
                arange(images, dtype: int64, device: device));
            var known = Noise(teacher, learns: false);
            var clock = Stopwatch.StartNew();
            loss.Forward(seen, known, targets).backward();
            if (device.type == DeviceType.CUDA) cuda.synchronize();
            return clock.Elapsed.TotalMilliseconds;
        }

        NetworkOutputs Noise(Backbone network, bool learns) => new(
            Normal([images, classes], learns), Normal([images, network.EmbeddingSize], learns),
            [.. network.MapShapes(side).Select(shape => Normal([images, .. shape], learns).relu())]);

        Tensor Normal(long[] shape, bool learns) => randn(shape, device: device, requires_grad: learns);
    }
}
