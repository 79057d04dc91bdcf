using TorchSharp.Door;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Moves and converts modules. Parameters keep their identity, so that an optimizer made before the move stays valid.
/// </summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the parameters and buffers of floating-point type.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        Move(module, null, type, non_blocking);

    /// <summary>Moves the parameters and buffers and converts those of floating-point type.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        Move(module, device, type, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        Move(module, torch.device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module =>
        Move(module, device, null, non_blocking);

    /// <summary>Moves the parameters and buffers to the processor's memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(DeviceType.CPU, -1, non_blocking);

    /// <summary>Moves the parameters and buffers to a GPU.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    private static T Move<T>(T module, Device? device, ScalarType? type, bool non_blocking) where T : nn.Module
    {
        using var _ = no_grad();
        foreach (var tensor in module.parameters().Concat(module.buffers()))
        {
            Move(tensor, device, type, non_blocking);
            using var gradient = tensor.requires_grad ? tensor.grad : null;
            if (gradient is not null) Move(gradient, device, type, non_blocking);
        }
        return module;
    }

    private static void Move(Tensor tensor, Device? device, ScalarType? type, bool non_blocking)
    {
        // counters such as num_batches_tracked stay integers, as in PyTorch
        var dtype = type is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
        using var moved = tensor.to(dtype, device ?? tensor.device, non_blocking: non_blocking);
        Aten.Run("set_data", tensor, moved);
    }
}
