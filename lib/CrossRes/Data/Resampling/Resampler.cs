using static TorchSharp.torch;

namespace CrossRes.Data.Resampling;

/// <summary>
/// What a resampler computes, for the captions of tables: resolution is an axis, so the operator is written down.
/// </summary>
/// <param name="Name">As given to <see cref="Resampler.Named"/>.</param>
/// <param name="Source">Whose arithmetic is reproduced.</param>
/// <param name="Formula">One line.</param>
public sealed record ResamplerSpec(string Name, string Source, string Formula);

/// <summary>
/// The degradation operator: uint8 images [N, C, H, W] of one fixed size to another fixed size.
/// Pillow's filters are reproduced bit by bit, torch's interpolate modes as torchvision applies them to uint8 tensors.
/// </summary>
public abstract class Resampler : IDisposable
{
    private protected Resampler(ResamplerSpec spec, int fromH, int fromW, int toH, int toW)
    {
        if (Math.Min(Math.Min(fromH, fromW), Math.Min(toH, toW)) < 1)
            throw new ArgumentOutOfRangeException(nameof(toH),
                $"cannot resample {fromH}x{fromW} to {toH}x{toW}: sizes start at 1");
        (Spec, FromH, FromW, ToH, ToW) = (spec, fromH, fromW, toH, toW);
    }

    public ResamplerSpec Spec { get; }
    public int FromH { get; }
    public int FromW { get; }
    public int ToH { get; }
    public int ToW { get; }

    /// <summary>Every name that <see cref="Named"/> knows; the default of this kit is <c>pillow-bilinear</c>.</summary>
    public static IReadOnlyList<ResamplerSpec> Known { get; } = [.. PillowFilter.All.Select(f => f.Spec),
        .. TorchMode.All.Select(m => m.Spec)];

    /// <param name="name">A name of <see cref="Known"/>.</param>
    /// <param name="device">Where the images will be; the CPU by default.</param>
    /// <exception cref="ArgumentException">Unknown name (the message lists the known ones) or a size below
    /// 1.</exception>
    public static Resampler Named(string name, int fromH, int fromW, int toH, int toW, Device? device = null)
    {
        if (PillowFilter.All.FirstOrDefault(f => f.Spec.Name == name) is { } filter)
            return new PillowResampler(filter, fromH, fromW, toH, toW, device ?? CPU);
        if (TorchMode.All.FirstOrDefault(m => m.Spec.Name == name) is { } mode)
            return new TorchResampler(mode, fromH, fromW, toH, toW);
        throw new ArgumentException(
            $"unknown resampler \"{name}\"; known: {string.Join(", ", Known.Select(s => s.Name))}", nameof(name));
    }

    /// <summary>uint8 [N, C, FromH, FromW] → uint8 [N, C, ToH, ToW], on the same device.</summary>
    public Tensor Apply(Tensor images)
    {
        if (images.dtype != ScalarType.Byte || images.dim() != 4 || images.shape[2] != FromH
            || images.shape[3] != FromW)
            throw new ArgumentException(
                $"{Spec.Name} takes uint8 images [N, C, {FromH}, {FromW}], got {images.dtype} "
                    + $"[{string.Join(", ", images.shape)}]", nameof(images));
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return Resample(images).MoveToOuterDisposeScope();
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The result may be <paramref name="images"/> under another handle where nothing changes.</summary>
    private protected abstract Tensor Resample(Tensor images);
}
