using CrossRes.Data.Resampling;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>How a network sees images when it is tested.</summary>
/// <param name="Side">Of the square images, in pixels.</param>
/// <param name="Resampler">How a full-size image becomes one of that side
/// (<see cref="Data.Resampling.Resampler.Known"/>).</param>
/// <param name="BatchSize">Images at a time.</param>
/// <param name="Device">Where.</param>
public sealed record EvaluationTransform(int Side, string Resampler, int BatchSize, Device Device)
{
    /// <summary>Batches of a set. Dispose it.</summary>
    public BatchSource Batches(ImageSet images, Normalization normalization) =>
        new(images, BatchSize, Resampler, normalization, Device);
}
