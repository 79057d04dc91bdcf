using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>x ↦ (x/255 − mean)/std per channel, uint8 to float32.</summary>
public sealed record Normalization(IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    /// <summary>Statistics of CIFAR-100's training images as RepDistiller's recipe rounds them.</summary>
    public static Normalization Cifar100 { get; } = new([0.5071, 0.4867, 0.4408], [0.2675, 0.2565, 0.2761]);

    /// <summary>(x − 127.5)/128, as SphereFace and MobileFaceNet have it.</summary>
    public static Normalization Faces { get; } = new([0.5, 0.5, 0.5], [128 / 255.0, 128 / 255.0, 128 / 255.0]);

    /// <summary>Statistics of ImageNet's training images as torchvision's pretrained networks expect them.</summary>
    public static Normalization ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>Pixels to −1 … 1.</summary>
    public static Normalization Half { get; } = new([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);

    /// <summary>uint8 [N, C, H, W], 0..255 → float32 of the same shape and device.</summary>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.to(ScalarType.Float32).div_(255).sub_(Channels(Mean, images)).div_(
            Channels(Std, images)).MoveToOuterDisposeScope();
    }

    private static Tensor Channels(IReadOnlyList<double> values, Tensor images) =>
        tensor([.. values.Select(v => (float)v)], [values.Count, 1, 1], device: images.device);
}
