namespace CrossRes.Experiments;

/// <summary>The network of a row and the images that it sees.</summary>
/// <param name="Network">As tables print it; of a pair of networks, teacher → student.</param>
/// <param name="Model">A name of <see cref="Models.ModelZoo"/>.</param>
/// <param name="Resolution">Side of its square images as published, in pixels.</param>
/// <param name="Key">Its part of a row's key; empty where its table has no other.</param>
public sealed record Student(string Network, string Model, int Resolution, string Key = "")
{
    /// <summary><c>ResNet18 at 16×16</c></summary>
    public string Name => $"{Network} at {Resolution}×{Resolution}";

    /// <summary>Whether both are one network on images of one side, whoever teaches it.</summary>
    public bool IsSameAs(Student other) => (Model, Resolution) == (other.Model, other.Resolution);
}
