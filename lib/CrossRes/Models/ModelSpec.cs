namespace CrossRes.Models;

/// <summary>How the image enters the network.</summary>
public enum Stem
{
    /// <summary>
    /// For small images: ResNet starts with a 3×3 convolution of stride 1, VGG ends in a single linear layer.
    /// </summary>
    Cifar,

    /// <summary>
    /// As published for 224×224: ResNet starts with 7×7 stride 2 and max-pooling, VGG ends in three linear layers.
    /// </summary>
    ImageNet,
}

/// <summary>A network by name; equal specifications give equal shapes and state-dict names.</summary>
/// <param name="Architecture">One of <see cref="ModelZoo.Names"/>.</param>
/// <param name="Classes">Number of logits, at least 1.</param>
/// <param name="Width">Factor on every channel count, more than 0; 1 is the published network.</param>
/// <param name="Stem">See <see cref="Models.Stem"/>.</param>
public sealed record ModelSpec(string Architecture, int Classes, double Width = 1.0, Stem Stem = Stem.Cifar)
{
    /// <summary>
    /// Columns of a linear embedding between backbone and classifier, at least 1; null: what the backbone pools is the
    /// embedding.
    /// </summary>
    public int? Embedding { get; init; }

    /// <summary>True: the embedding is shown at length 1; null: as it is.</summary>
    public bool? UnitLength { get; init; }

    /// <summary>
    /// Side, in pixels, to which smaller images are enlarged bilinearly before the first layer, at least 1; null: the
    /// network sees them as they are.
    /// </summary>
    public int? Enlarged { get; init; }

    /// <summary>
    /// The published channel count times <see cref="Width"/>, rounded half away from zero, at least 1.
    /// </summary>
    public long Channels(long published) =>
        Channels(published, 1);

    /// <summary>The same, rounded to a multiple of <paramref name="unit"/>, at least one.</summary>
    public long Channels(long published, long unit) =>
        unit * Math.Max(1, (long)Math.Round(published * Width / unit, MidpointRounding.AwayFromZero));
}
