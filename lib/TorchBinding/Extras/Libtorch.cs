using TorchSharp.Door;
using static TorchSharp.torch;

namespace TorchBinding;

/// <summary>
/// What TorchSharp does not offer. Code that must also compile with the TorchSharp packages reaches it through one
/// place that has a fallback (CrossRes.Training.Machine).
/// </summary>
public static class Libtorch
{
    private const long ChannelsLastFormat = 2; // c10::MemoryFormat::ChannelsLast

    /// <summary>Whether only deterministic algorithms are used.</summary>
    public static bool Deterministic
    {
        get => NativeDoor.door_deterministic() != 0;
        set => NativeDoor.Check(NativeDoor.door_set_deterministic(value ? 1 : 0));
    }

    /// <summary>The same values with the channels innermost in memory; [N, C, H, W] only.</summary>
    public static Tensor ChannelsLast(Tensor tensor) => Aten.Call("contiguous", tensor, ChannelsLastFormat);
}
