namespace CrossRes.Experiments;

/// <summary>A way to train a network.</summary>
/// <param name="Key">Its part of a row's key.</param>
/// <param name="Name">As tables print it.</param>
/// <param name="Losses">What it minimises; null where it is only quoted, or where a recipe says.</param>
public sealed record Method(string Key, string Name, IReadOnlyList<LossTerm>? Losses = null)
{
    /// <summary>How a teacher is trained.</summary>
    public static Method Teacher { get; } = new("teacher", "teacher");

    /// <summary>The same network from labels alone: what every other method is measured against.</summary>
    public static Method Alone { get; } = new("alone", "no teacher");
}
