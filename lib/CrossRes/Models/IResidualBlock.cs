using TorchSharp.Modules;

namespace CrossRes.Models;

/// <summary>A block that adds what it computes to its shortcut.</summary>
internal interface IResidualBlock
{
    /// <summary>The normalisation that what is added passes last.</summary>
    BatchNorm2d LastNorm { get; }
}
