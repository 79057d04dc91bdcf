using System.Text.Json.Serialization;
using CrossRes.Data;
using CrossRes.Data.Resampling;

namespace CrossRes.Experiments;

/// <summary>The images of a run, and what is done to them.</summary>
/// <param name="Classes">The first so many classes.</param>
/// <param name="TrainPerClass">The first so many training images of each; null for all.</param>
/// <param name="TestPerClass">The first so many test images of each; null for all.</param>
/// <param name="Augmentation">What happens to a training image at full size, before any degradation; as in
/// <see cref="CropFlip.Named"/>.</param>
/// <param name="Resampler">How a full-size image becomes a low-resolution one (<see cref="Resampler.Known"/>).</param>
public sealed record ImageSpec(
    int Classes, int? TrainPerClass, int? TestPerClass,
    string Augmentation = CropFlip.Usual, string Resampler = "pillow-bilinear")
{
    private const string Cifar100 = "cifar100";

    /// <summary>The data set by its key, such as <c>lfw</c>.</summary>
    [JsonIgnore]
    public string Set { get; init; } = Cifar100;

    // recipes are older than sets: one that names none is of CIFAR-100, and stays what it was
    [JsonInclude, JsonPropertyName("set")]
    private string? OtherSet => Set == Cifar100 ? null : Set;

    /// <summary>
    /// Side of the squares that images of any shape are read as, in pixels; null: the set's own size.
    /// </summary>
    public int? Side { get; init; }

    /// <summary>
    /// <c>skip</c>: images that a set lists and that are not there are left out; null: they are an error.
    /// </summary>
    public string? Absent { get; init; }
}
