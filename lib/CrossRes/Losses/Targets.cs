using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>What is known of the images of a batch besides their pixels.</summary>
/// <param name="Labels">int64 [N].</param>
/// <param name="Indices">
/// int64 [N], no two equal: positions in the training set. Losses that remember images need them.
/// </param>
public sealed record Targets(Tensor Labels, Tensor? Indices = null);
