using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>A mini-batch: one view of each of some images, at whatever resolution a network asks for.</summary>
public sealed class Batch : IDisposable
{
    private readonly Tensor pixels; // uint8 [N, 3, H, W]: the views at full size
    private readonly Func<Tensor, int, Tensor> show;
    private readonly Dictionary<int, Tensor> shown = [];

    /// <param name="pixels">The views at full size; the batch's from now on, as are the others.</param>
    /// <param name="show">Degrades to a side and normalizes.</param>
    internal Batch(Tensor indices, Tensor views, Tensor pixels, Tensor labels, Func<Tensor, int, Tensor> show) =>
        (Indices, Views, this.pixels, Labels, this.show) = (indices, views, pixels, labels, show);

    /// <summary>int64 [N]: positions in the image set.</summary>
    public Tensor Indices { get; }

    /// <summary>
    /// int64 [N]: numbers of the augmented views; with Indices the key of whatever is stored per view.
    /// </summary>
    public Tensor Views { get; }

    /// <summary>int64 [N].</summary>
    public Tensor Labels { get; }

    public long Count => Labels.shape[0];

    /// <summary>Where the images are.</summary>
    public Device Device => Labels.device;

    /// <summary>The images at side × side pixels, float32 [N, 3, side, side], normalized; the batch's own.</summary>
    public Tensor At(int side)
    {
        if (shown.TryGetValue(side, out var images)) return images;
        using var frozen = no_grad();
        return shown[side] = show(pixels, side).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        Indices.Dispose();
        Views.Dispose();
        Labels.Dispose();
        pixels.Dispose();
        foreach (var images in shown.Values) images.Dispose();
    }
}
