using CrossRes.Experiments;

namespace Repro.Bench.Whole;

/// <summary>What is measured, and how often.</summary>
/// <param name="Scale">Of Table 1 and of the order sweep.</param>
/// <param name="Data">Folder of CIFAR-100.</param>
/// <param name="Faces">Folder of JPEG files as large as LFW's; null: they are left out.</param>
/// <param name="Rows">Patterns of their rows.</param>
/// <param name="Seeds">Of each row, 1 to N.</param>
/// <param name="Rounds">How often here and the peer take turns.</param>
/// <param name="Small">Sizes that prove that every part works, in a minute; their times mean nothing.</param>
internal sealed record BenchRequest(Scale Scale, string Data, string? Faces, IReadOnlyList<string> Rows, int Seeds,
    int Rounds, bool Small);
