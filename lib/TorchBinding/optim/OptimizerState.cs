using TorchSharp.Door;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter: a step count and tensors of the parameter's shape.</summary>
public abstract class OptimizerState : IDisposable
{
    private readonly Parameter _parameter;
    private readonly Tensor?[] _tensors;

    private protected OptimizerState(Parameter parameter, int tensors) => (_parameter, _tensors) = (parameter, new Tensor?[tensors]);

    private protected long Steps { get; set; }

    private protected Tensor? this[int index]
    {
        get => _tensors[index];
        set
        {
            if (!ReferenceEquals(_tensors[index], value)) _tensors[index]?.Dispose();
            _tensors[index] = value?.DetachFromDisposeScope();
        }
    }

    /// <summary>Sets the state to that of a parameter never stepped.</summary>
    public virtual void Initialize(OptimizerOptions options)
    {
        Steps = 0;
        for (var k = 0; k < _tensors.Length; k++) this[k] = null;
    }

    /// <summary>Zeros of the parameter's shape, type and device.</summary>
    private protected Tensor Zeros()
    {
        using var _ = no_grad();
        return Aten.Call("zeros_like", _parameter);
    }

    /// <summary>Writes the state.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(Steps);
        foreach (var tensor in _tensors)
        {
            writer.Write(tensor is not null);
            if (tensor is null) continue;
            using var here = tensor.cpu();
            using var flat = here.contiguous();
            writer.Write(flat.bytes);
        }
    }

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote; the parameter decides shape, type and device.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        Steps = reader.ReadInt64();
        for (var k = 0; k < _tensors.Length; k++)
        {
            this[k] = null;
            if (!reader.ReadBoolean()) continue;
            using var here = empty(_parameter.shape, _parameter.dtype);
            reader.BaseStream.ReadExactly(here.bytes);
            this[k] = Zeros();
            Aten.Run("copy_", this[k], here);
        }
    }

    /// <summary>Copies the state of a parameter of the same shape.</summary>
    public virtual void LoadStateDict(OptimizerState source)
    {
        if (source.GetType() != GetType())
            throw new ArgumentException($"{source.GetType()} given where {GetType()} is wanted.", nameof(source));
        Steps = source.Steps;
        for (var k = 0; k < _tensors.Length; k++) this[k] = source[k]?.clone();
    }

    /// <summary>Whether two states agree to rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) =>
        other.GetType() == GetType() && other.Steps == Steps &&
        _tensors.Zip(other._tensors).All(pair => pair.First is null ? pair.Second is null : pair.Second is not null && pair.First.allclose(pair.Second));

    /// <summary>Moves the state.</summary>
    public virtual void to(Device device)
    {
        for (var k = 0; k < _tensors.Length; k++) this[k] = this[k]?.to(device);
    }

    /// <summary>Frees the tensors.</summary>
    public virtual void Dispose()
    {
        for (var k = 0; k < _tensors.Length; k++) this[k] = null;
        GC.SuppressFinalize(this);
    }
}
