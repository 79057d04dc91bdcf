using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data.Resampling;

/// <summary>One way to call <c>torch.nn.functional.interpolate</c>.</summary>
internal sealed record TorchMode(ResamplerSpec Spec, InterpolationMode Mode, bool? AlignCorners = null,
    bool Antialias = false)
{
    public static IReadOnlyList<TorchMode> All { get; } =
    [
        Create("nearest", InterpolationMode.Nearest, "pixel floor(i·scale)"),
        Create("area", InterpolationMode.Area, "mean of the covered pixels"),
        Create("bilinear", InterpolationMode.Bilinear, "two nearest pixels per axis, no antialiasing", false),
        Create("bilinear-corners", InterpolationMode.Bilinear, "two nearest pixels per axis, corner pixels aligned",
            true),
        Create("bilinear-antialias", InterpolationMode.Bilinear, "triangle widened by the reduction factor", false,
            true),
        Create("bilinear-antialias-corners", InterpolationMode.Bilinear,
            "triangle widened by the reduction factor, corner pixels aligned", true, true),
        Create("bicubic", InterpolationMode.Bicubic, "Keys' cubic with a=-3/4, no antialiasing", false),
        Create("bicubic-corners", InterpolationMode.Bicubic, "Keys' cubic with a=-3/4, corner pixels aligned", true),
        Create("bicubic-antialias", InterpolationMode.Bicubic,
            "Keys' cubic with a=-1/2 widened by the reduction factor",
            false, true),
        Create("bicubic-antialias-corners", InterpolationMode.Bicubic,
            "Keys' cubic with a=-1/2 widened by the reduction factor, corner pixels aligned", true, true),
    ];

    /// <summary>
    /// Floating-point [N, C, H, W] → [N, C, <paramref name="toH"/>, <paramref name="toW"/>], differentiable, unclipped.
    /// </summary>
    public Tensor Interpolate(Tensor x, long toH, long toW) =>
        nn.functional.interpolate(x, [toH, toW], mode: Mode, align_corners: AlignCorners, antialias: Antialias);

    private static TorchMode Create(string name, InterpolationMode mode, string formula, bool? corners = null,
        bool antialias = false) =>
        new(new($"torch-{name}", "torch.nn.functional.interpolate",
            $"{formula}; in float32, then rounded and clipped to uint8"), mode, corners, antialias);
}

/// <summary>Torch's interpolation of uint8 images as torchvision does it: float32, round half to even, clip.</summary>
internal sealed class TorchResampler(TorchMode mode, int fromH, int fromW, int toH, int toW)
    : Resampler(mode.Spec, fromH, fromW, toH, toW)
{
    private protected override Tensor Resample(Tensor images) =>
        mode.Interpolate(images.to(ScalarType.Float32), ToH, ToW).round().clamp_(0, 255).to(ScalarType.Byte);
}
