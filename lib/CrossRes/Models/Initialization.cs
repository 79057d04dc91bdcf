using CrossRes.Common;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// Weights from a seed. Each parameter has its own random stream, keyed by its state-dict name and drawn on the CPU
/// in float32: the same seed gives the same weights on any device, whatever else was drawn before, and a layer that
/// is added or widened leaves the others as they were.
/// </summary>
public static class Initialization
{
    /// <summary>
    /// Convolutions, transposed ones too: N(0, 2 / fan_out) (He et al., "Delving Deep into Rectifiers", as torchvision
    /// does), bias 0.
    /// Batch normalisation: weight 1, bias 0, statistics 0 and 1; the last one of a residual block has weight 0, so
    /// that a block starts as its shortcut (Goyal et al., "Accurate, Large Minibatch SGD", 5.1). Linear layers:
    /// U(−1/√fan_in, 1/√fan_in) for weight
    /// and bias (PyTorch's default). Other modules keep what they have.
    /// </summary>
    /// <param name="model">A network, or a loss with modules that learn.</param>
    /// <param name="seed">Of all its random streams.</param>
    /// <param name="owner">Keeps the streams of a loss apart from those of the networks and of other losses.</param>
    public static void Apply(nn.Module model, long seed, string owner = "")
    {
        using var frozen = no_grad();
        var prefix = owner == "" ? "init" : $"init {owner}";
        foreach (var (path, module) in model.named_modules().Prepend(("", model)))
            Reset(module, $"{prefix}/{path}", seed);
        foreach (var block in model.modules().OfType<IResidualBlock>())
            block.LastNorm.weight!.zero_();
    }

    private static void Reset(nn.Module module, string path, long seed)
    {
        using var scope = NewDisposeScope();
        switch (module)
        {
            case Conv2d { weight: { } weight, bias: var bias }:
                var fanOut = weight.shape[0] * weight.shape[2] * weight.shape[3];
                Draw(weight, "weight", (shape, generator) =>
                    randn(shape, generator: generator) * Math.Sqrt(2.0 / fanOut));
                bias?.zero_();
                break;
            case ConvTranspose2d { weight: { } weight, bias: var bias }:
                var fan = weight.shape[1] * weight.shape[2] * weight.shape[3];
                Draw(weight, "weight", (shape, generator) => randn(shape, generator: generator) * Math.Sqrt(2.0 / fan));
                bias?.zero_();
                break;
            case BatchNorm2d norm:
                norm.weight?.fill_(1);
                norm.bias?.zero_();
                norm.running_mean?.zero_();
                norm.running_var?.fill_(1);
                norm.num_batches_tracked?.zero_();
                break;
            case Linear { weight: { } weight, bias: var bias }:
                var bound = 1 / Math.Sqrt(weight.shape[1]);
                Func<long[], Generator, Tensor> uniform = (shape, generator) =>
                    (rand(shape, generator: generator) * 2 - 1) * bound;
                Draw(weight, "weight", uniform);
                if (bias is not null)
                    Draw(bias, "bias", uniform);
                break;
        }

        void Draw(Tensor parameter, string name, Func<long[], Generator, Tensor> sample)
        {
            using var generator = RandomStreams.Generator(seed, $"{path}.{name}");
            parameter.copy_(sample(parameter.shape, generator));
        }
    }
}
