namespace TorchSharp;

/// <summary>How a division rounds.</summary>
public enum RoundingMode
{
    None = 0, trunc = 1, floor = 2,
}
