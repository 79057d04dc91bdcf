using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>The few layers that every network here is made of.</summary>
internal static class Layers
{
    /// <summary>3×3 convolution that keeps the size at stride 1.</summary>
    internal static Conv2d Conv3x3(long from, long to, long stride = 1, bool bias = false) =>
        new Conv2d(from, to, 3, stride, padding: 1, bias: bias);

    /// <summary>1×1 convolution without bias.</summary>
    internal static Conv2d Conv1x1(long from, long to, long stride = 1) =>
        new Conv2d(from, to, 1, stride, bias: false);

    /// <summary>Sequential with PyTorch's names "0", "1", ...</summary>
    internal static Sequential Chain(IEnumerable<nn.Module<Tensor, Tensor>> modules) =>
        nn.Sequential(modules.Select((module, index) => ($"{index}", module)));

    /// <summary>3×3 convolution of each channel by itself.</summary>
    internal static Conv2d Depthwise3x3(long channels, long stride = 1) =>
        new Conv2d(channels, channels, 3, stride, padding: 1, groups: channels, bias: false);

    /// <summary>Deals the channels of each group [N, g·c, H, W] over all groups.</summary>
    internal static Tensor Shuffle(Tensor x, long groups)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        return x.reshape(n, groups, c / groups, h, w).transpose(1, 2).reshape(n, c, h, w);
    }
}
