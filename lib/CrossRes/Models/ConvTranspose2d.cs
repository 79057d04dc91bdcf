using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Transposed 2-d convolution [N, from, H, W] → [N, to, H', W'], as PyTorch's, with the same names of parameters;
/// computed by <see cref="WholeLanes"/>.
/// </summary>
public sealed class ConvTranspose2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] stride, padding;

    /// <summary>[from, to, kernel, kernel].</summary>
    public Parameter weight;

    /// <summary>[to].</summary>
    public Parameter bias;

    /// <inheritdoc cref="ConvTranspose2d"/>
    public ConvTranspose2d(long from, long to, long kernel, long stride = 1, long padding = 0)
        : base(nameof(ConvTranspose2d))
    {
        (this.stride, this.padding) = ([stride, stride], [padding, padding]);
        var fanIn = to * kernel * kernel; // PyTorch counts so here
        register_parameter(nameof(weight), weight = Conv2d.Uniform(fanIn, from, to, kernel, kernel));
        register_parameter(nameof(bias), bias = Conv2d.Uniform(fanIn, to));
    }

    public override Tensor forward(Tensor x) => WholeLanes.ConvolveTransposed(x, weight, bias, stride, padding);
}
