using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>The few layers that every network here is made of.</summary>
internal static class Layers
{
    /// <summary>3×3 convolution that keeps the size at stride 1.</summary>
    internal static Conv2d Conv3x3(long from, long to, long stride = 1, bool bias = false) =>
        nn.Conv2d(from, to, 3, stride, padding: 1, bias: bias);

    /// <summary>1×1 convolution without bias.</summary>
    internal static Conv2d Conv1x1(long from, long to, long stride = 1) =>
        nn.Conv2d(from, to, 1, stride, bias: false);

    /// <summary>Sequential with PyTorch's names "0", "1", ...</summary>
    internal static Sequential Chain(IEnumerable<nn.Module<Tensor, Tensor>> modules) =>
        nn.Sequential(modules.Select((module, index) => ($"{index}", module)));
}
