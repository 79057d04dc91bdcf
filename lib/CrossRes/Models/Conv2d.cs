using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// 2-d convolution [N, from, H, W] → [N, to, H', W'], as PyTorch's, with the same names of parameters; computed by
/// <see cref="WholeLanes"/>. Use it in place of TorchSharp's in networks of your own.
/// </summary>
public sealed class Conv2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] stride, padding;

    /// <summary>[to, from / groups, kernel height, kernel width].</summary>
    public Parameter weight;

    /// <summary>[to]; null where there is none.</summary>
    public Parameter? bias;

    /// <summary>Channels of one group see those of the same group only.</summary>
    public long groups { get; }

    /// <summary>What input and weight are rounded to in each pass; null: nothing, they are taken as they are.</summary>
    internal ScalarType? Format { get; set; }

    /// <inheritdoc cref="Conv2d"/>
    public Conv2d(long from, long to, long kernel, long stride = 1, long padding = 0, long groups = 1, bool bias = true)
        : this(from, to, (kernel, kernel), stride, padding, groups, bias) { }

    /// <inheritdoc cref="Conv2d"/>
    public Conv2d(long from, long to, (long Height, long Width) kernel, long stride = 1, long padding = 0,
        long groups = 1, bool bias = true) : base(nameof(Conv2d))
    {
        if (from % groups != 0 || to % groups != 0)
            throw new ArgumentException($"{groups} groups do not divide {from} channels and {to}");
        (this.stride, this.padding, this.groups) = ([stride, stride], [padding, padding], groups);
        var fanIn = from / groups * kernel.Height * kernel.Width;
        register_parameter(nameof(weight),
            weight = Uniform(fanIn, to, from / groups, kernel.Height, kernel.Width));
        if (bias) register_parameter(nameof(bias), this.bias = Uniform(fanIn, to));
    }

    public override Tensor forward(Tensor x)
    {
        if (Format is not { } format) return WholeLanes.Convolve(x, weight, bias, stride, padding, groups);
        using var scope = NewDisposeScope();
        return WholeLanes.Convolve(x.to_type(format), weight.to_type(format), bias?.to_type(format), stride, padding,
            groups).MoveToOuterDisposeScope();
    }

    /// <summary>PyTorch's default, U(−1/√fan_in, 1/√fan_in), from the global stream.</summary>
    internal static Parameter Uniform(long fanIn, params long[] shape)
    {
        using var scope = NewDisposeScope();
        return new Parameter(((rand(shape) * 2 - 1) / Math.Sqrt(fanIn)).MoveToOuterDisposeScope());
    }
}

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
