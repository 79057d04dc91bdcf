using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>A mini-batch: the same view of the same images at two resolutions.</summary>
/// <param name="Indices">int64 [N]: positions in the image set.</param>
/// <param name="Views">int64 [N]: numbers of the augmented views; with Indices the key of whatever is cached per view.</param>
/// <param name="High">float32 [N, 3, H, W], normalized.</param>
/// <param name="Low">float32 [N, 3, h, w], normalized: High's view, degraded.</param>
/// <param name="Labels">int64 [N].</param>
public sealed record Batch(Tensor Indices, Tensor Views, Tensor High, Tensor Low, Tensor Labels) : IDisposable
{
    /// <summary>The images whose side is <paramref name="side"/> pixels.</summary>
    /// <exception cref="ArgumentException">The batch has neither resolution.</exception>
    public Tensor At(int side) =>
        High.shape[3] == side ? High
        : Low.shape[3] == side ? Low
        : throw new ArgumentException($"the batch holds images of {High.shape[3]} and {Low.shape[3]} pixels, not {side}", nameof(side));

    public long Count => Labels.shape[0];

    public void Dispose()
    {
        Indices.Dispose();
        Views.Dispose();
        High.Dispose();
        Low.Dispose();
        Labels.Dispose();
    }
}
