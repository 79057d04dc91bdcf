using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// What a forward pass multiplies, which decides its time on a fast device: of a convolution to·(from/groups)·k² for
/// each pixel that comes out, of a linear layer its weights.
/// </summary>
public static class Multiplications
{
    /// <summary>Multiplications of one image; normalizations, activations and pooling are left out.</summary>
    /// <param name="network">Is not changed.</param>
    /// <param name="side">Of the square image, in pixels.</param>
    public static long PerImage(Backbone network, long side)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var sum = 0L;
        var hooks = network.modules().Select(Watch).OfType<Action>().ToList();
        var training = network.training;
        try
        {
            network.eval();
            network.Observe(zeros(1, 3, side, side, device: network.parameters().First().device));
            return sum;
        }
        finally
        {
            network.train(training);
            hooks.ForEach(remove => remove());
        }

        Action? Watch(nn.Module module) => module switch
        {
            Conv2d layer => layer.register_forward_hook((_, _, output) =>
            {
                sum += output.numel() * (layer.weight.numel() / layer.weight.shape[0]);
                return output;
            }).remove,
            Linear layer => layer.register_forward_hook((_, _, output) =>
            {
                sum += layer.weight.numel();
                return output;
            }).remove,
            _ => null,
        };
    }
}
