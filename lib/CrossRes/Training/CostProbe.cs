using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Foretells a run's time by timing its networks on this machine: one optimizer step without its losses, and one
/// teacher pass, on a small batch of noise. What rows share is timed once.
/// </summary>
public sealed class CostProbe(Device device)
{
    private const int Batch = 32;

    private readonly Dictionary<(ModelSpec, int Resolution, string? Precision), (double Forward, double Backward)>
        timed = [];

    /// <summary>Seconds that all epochs will take, tests included; a teacher's own training is not.</summary>
    /// <param name="trainImages">Training images per epoch.</param>
    /// <param name="testImages">Test images per epoch.</param>
    public double Seconds(Recipe recipe, long trainImages, long testImages)
    {
        var (forward, backward) = PerImage(recipe);
        // a teacher's answers are worked out once and shared by its students; half of them is a fair guess
        var teacher = recipe.Teacher is { } t ? PerImage(t).Forward / 2 : 0;
        return Math.Max(1, recipe.Epochs) * (trainImages * (forward + backward + teacher) + testImages * forward);
    }

    private (double Forward, double Backward) PerImage(Recipe recipe)
    {
        var network = (recipe.Model, recipe.Resolution, recipe.Precision);
        return timed.TryGetValue(network, out var known) ? known : timed[network] = Time(recipe);
    }

    private (double Forward, double Backward) Time(Recipe recipe)
    {
        using var scope = NewDisposeScope();
        using var model = Network.Create(recipe.Model, 0, device, recipe.Precision);
        var images = randn(Batch, 3, recipe.Resolution, recipe.Resolution, device: device);
        var logits = model.forward(images); // the first pass prepares kernels
        logits.sum().backward();
        var clock = Stopwatch.StartNew();
        logits = model.forward(images);
        Wait();
        var forward = clock.Elapsed.TotalSeconds;
        clock.Restart();
        logits.sum().backward();
        Wait();
        return (forward / Batch, clock.Elapsed.TotalSeconds / Batch);

        void Wait()
        {
            if (device.type == DeviceType.CUDA) cuda.synchronize();
        }
    }
}
