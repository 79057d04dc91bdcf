using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What transposed convolutions share.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(string name, long[] weightShape, long out_channels, long[] output_padding,
        ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
        : base(name, weightShape, out_channels, geometry, bias, device, dtype) => this.output_padding = output_padding;

    /// <summary>Rows and columns added at the end of the output, whose size a stride leaves open.</summary>
    public long[] output_padding { get; }

    /// <summary>Applies the transposed convolution.</summary>
    public override Tensor forward(Tensor input) =>
        functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
}
