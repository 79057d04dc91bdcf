using TorchSharp.Door;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains.</summary>
public class Parameter : Tensor
{
    /// <summary>Takes the tensor's memory over; <paramref name="data"/> is empty afterwards.</summary>
    public Parameter(Tensor data, bool requires_grad = true) : base(data.DecoupleFromNativeHandle()) =>
        this.requires_grad = requires_grad;

    internal void ClearGradient(bool drop)
    {
        if (drop)
        {
            grad = null;
            return;
        }
        using var gradient = grad;
        if (gradient is not null) Aten.Run("zero_", gradient);
    }
}
