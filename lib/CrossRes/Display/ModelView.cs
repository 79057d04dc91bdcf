using CrossRes.Models;
using CrossRes.Results;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;

namespace CrossRes.Display;

/// <summary>A network as a table: every layer with its parameters and the shape of its output for one image.</summary>
internal static class ModelView
{
    private const int UsualSide = 32;

    internal static ResultTable Layers(nn.Module network)
    {
        var layers = network.named_modules().Where(m => m.name.Length > 0 && !m.module.children().Any()).ToList();
        if (layers.Count == 0) layers = [("", network)];
        var input = InputOf(network, layers[0].module);
        var shapes = input is null ? [] : Shapes(network, layers.Select(l => l.module), input);
        var met = shapes.Keys.ToList();   // the layers as the image meets them; those that it does not meet come last
        layers = [.. layers.OrderBy(layer => met.IndexOf(layer.module) is >= 0 and var place ? place : met.Count)];
        var trainable = network.parameters().Where(p => p.requires_grad).Sum(p => p.numel());
        return new ResultTable($"{network.GetName()}: {Count(network)} parameters, {trainable} of them trainable",
            input is null ? [] : [$"Output shapes for an input of [{string.Join(", ", input)}]."],
            [new("Layer"), new("Kind"), new("Output"), new("Parameters")],
            [.. layers.Select(layer => (Cell[])[new Cell.Text(layer.name), new Cell.Text(layer.module.GetName()),
                new Cell.Text(shapes.TryGetValue(layer.module, out var shape) ? $"[{string.Join(", ", shape)}]" : "–"),
                new Cell.Text($"{Count(layer.module)}")])]);
    }

    private static long Count(nn.Module module) => module.parameters().Sum(p => p.numel());

    // what the network, or else its first layer, takes
    private static long[]? InputOf(nn.Module network, nn.Module first) => (network, first) switch
    {
        (Backbone backbone, _) => Image(3, Math.Max(UsualSide, backbone.MinimumSide)),
        (nn.Module<Tensor, Tensor>, Conv2d convolution) =>
            Image(convolution.weight.shape[1] * convolution.groups, UsualSide),
        (nn.Module<Tensor, Tensor>, Linear linear) => [1, linear.in_features],
        _ => null,
    };

    private static long[] Image(long channels, long side) => [1, channels, side, side];

    private static Dictionary<nn.Module, long[]> Shapes(nn.Module network, IEnumerable<nn.Module> layers, long[] input)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var shapes = new Dictionary<nn.Module, long[]>(ReferenceEqualityComparer.Instance);
        var hooks =
        layers.OfType<nn.Module<Tensor, Tensor>>().Select(layer => layer.register_forward_hook((module, _, output) =>
        {
            shapes[module] = output.shape;
            return output;
        })).ToList();
        var training = network.training;
        try
        {
            network.eval();   // a look must not move the statistics of batch normalisation
            var example = network.parameters().FirstOrDefault();
            ((nn.Module<Tensor, Tensor>)network).call(zeros(input, dtype: example?.dtype, device: example?.device));
        }
        finally
        {
            network.train(training);
            hooks.ForEach(hook => hook.remove());
        }
        return shapes;
    }
}
