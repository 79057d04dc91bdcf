namespace TorchSharp;

/// <summary>What a convolution or <c>pad</c> puts outside the image.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,
    /// <summary>The image mirrored about its edge pixels.</summary>
    Reflect = 1,
    /// <summary>The nearest edge pixel.</summary>
    Replicate = 2,
    /// <summary>The opposite side of the image.</summary>
    Circular = 3,
    /// <summary>A given value.</summary>
    Constant = 4,
}

/// <summary>Padding by name instead of by amount.</summary>
public enum Padding
{
    /// <summary>None.</summary>
    Valid = 0,
    /// <summary>As much as keeps the size of the image (stride 1 only).</summary>
    Same = 1,
}
