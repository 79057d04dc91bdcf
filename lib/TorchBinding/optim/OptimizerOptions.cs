namespace TorchSharp.Modules;

/// <summary>The numbers that steer an optimizer. One that is null is the optimizer's own.</summary>
public class OptimizerOptions
{
    private readonly double?[] _values;

    private protected OptimizerOptions(int more) => _values = new double?[2 + more];

    /// <summary>The rate of the next step.</summary>
    public double? LearningRate { get => _values[0]; set => _values[0] = value; }

    /// <summary>The rate that schedules start from.</summary>
    public double InitialLearningRate { get => _values[1] ?? 0; set => _values[1] = value; }

    private protected double? this[int option] { get => _values[2 + option]; set => _values[2 + option] = value; }

    private protected bool? Flag(int option) => this[option] is { } value ? value != 0 : null;

    private protected void SetFlag(int option, bool? value) => this[option] = value is { } on ? (on ? 1 : 0) : null;

    internal void FillFrom(OptimizerOptions defaults)
    {
        for (var k = 0; k < _values.Length; k++) _values[k] ??= defaults._values[k];
        InitialLearningRate = LearningRate!.Value;
    }

    /// <summary>Writes the options.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        foreach (var value in _values) writer.Write(value ?? double.NaN);
    }

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        for (var k = 0; k < _values.Length; k++) _values[k] = reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;
    }

    /// <summary>Copies the options of an optimizer of the same kind.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        if (source.GetType() != GetType())
            throw new ArgumentException($"{source.GetType()} given where {GetType()} is wanted.", nameof(source));
        source._values.CopyTo(_values, 0);
    }
}
