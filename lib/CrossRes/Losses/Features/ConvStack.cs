using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;
using ConvTranspose2d = CrossRes.Models.ConvTranspose2d;

namespace CrossRes.Losses;

/// <summary>3×3 convolutions that keep the size, each followed by a leaky ReLU of slope 0.1.</summary>
internal sealed class ConvStack : nn.Module<Tensor, Tensor>
{
    private const double Slope = 0.1;

    private readonly nn.Module<Tensor, Tensor>[] convolutions;
    private readonly BatchNorm2d[] norms;

    /// <param name="channels">Before the first convolution, and after each.</param>
    /// <param name="normalized">Whether batch normalisation follows each convolution.</param>
    internal ConvStack(long[] channels, bool transposed, bool normalized) : base(nameof(ConvStack))
    {
        convolutions = [.. channels.Zip(channels.Skip(1), (from, to) => transposed
            ? new ConvTranspose2d(from, to, 3, padding: 1)
            : (nn.Module<Tensor, Tensor>)new Conv2d(from, to, 3, padding: 1))];
        norms = normalized ? [.. channels.Skip(1).Select(c => nn.BatchNorm2d(c))] : [];
        for (var i = 0; i < convolutions.Length; i++)
            register_module($"conv{i}", convolutions[i]);
        for (var i = 0; i < norms.Length; i++)
            register_module($"bn{i}", norms[i]);
    }

    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < convolutions.Length; i++)
        {
            map = convolutions[i].call(map);
            if (i < norms.Length)
            {
                // the statistics of a single value are not defined
                norms[i].train(training && map.numel() > map.shape[1]);
                map = norms[i].call(map);
            }
            map = map.leaky_relu(Slope);
        }
        return map.MoveToOuterDisposeScope();
    }
}
