using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Condenses maps into fewer channels from which they can be rebuilt (Kim et al. 2018). It learns from each batch by
/// one step of gradient descent on the mean squared error of the rebuilt map.
/// </summary>
internal sealed class Paraphraser : nn.Module
{
    private readonly double rate;
    private readonly ConvStack encoder, decoder;

    internal Paraphraser(long channels, long factors, double rate) : base(nameof(Paraphraser))
    {
        this.rate = rate;
        encoder = new ConvStack([channels, channels, factors, factors], transposed: false, normalized: false);
        decoder = new ConvStack([factors, factors, channels, channels], transposed: true, normalized: false);
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
    }

    /// <summary>[N, channels, h, w] to [N, factors, h, w]; no gradient.</summary>
    internal Tensor Factors(Tensor map)
    {
        if (training)
            Learn(map);
        using var frozen = no_grad();
        return encoder.call(map);
    }

    private void Learn(Tensor map)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var weights = parameters().Select(p => (Tensor)p).ToList();
        var error = nn.functional.mse_loss(decoder.call(encoder.call(map)), map);
        var gradients = autograd.grad([error], weights);
        using var frozen = no_grad();
        foreach (var (weight, gradient) in weights.Zip(gradients))
            weight.sub_(rate * gradient);
    }
}
