using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions and transposed convolutions share: a weight [out, in / groups, kH, kW] and a bias [out].</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private readonly long[] _padding;
    private readonly PaddingModes _padding_mode;

    private protected Convolution(string name, long[] weightShape, long out_channels, ConvolutionGeometry geometry,
        bool bias, Device? device, ScalarType? dtype) : base(name)
    {
        (stride, _padding, dilation, groups, _padding_mode) = geometry;
        kernel_size = weightShape[2..];
        weight = new Parameter(empty(weightShape, dtype, device));
        if (bias) this.bias = new Parameter(empty([out_channels], dtype, device));
        init.LikePyTorch(weight, this.bias);
    }

    /// <summary>The weight.</summary>
    public Parameter weight { get => get_parameter(nameof(weight))!; set => SetParameter(nameof(weight), value); }

    /// <summary>The bias [out]; null for none.</summary>
    public Parameter? bias { get => get_parameter(nameof(bias)); set => SetParameter(nameof(bias), value); }

    /// <summary>Height and width of the kernel.</summary>
    public long[] kernel_size { get; }

    /// <summary>Step in height and width.</summary>
    public long[] stride { get; }

    /// <summary>Rows and columns added on each side.</summary>
    public long[]? padding => _padding;

    /// <summary>Distance of neighbouring taps.</summary>
    public long[] dilation { get; }

    /// <summary>Into how many independent parts the channels are divided.</summary>
    public long groups { get; }

    /// <summary>What lies outside the image.</summary>
    public PaddingModes padding_mode => _padding_mode;
}

/// <summary>How a kernel moves over an image: two numbers each, height first.</summary>
internal sealed record ConvolutionGeometry(long[] Stride, long[] Padding, long[] Dilation, long Groups, PaddingModes Mode);
