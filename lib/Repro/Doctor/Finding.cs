namespace Repro.Doctor;

/// <summary>How a thing stands: fine; usable but worse than it could be; or absent, so that commands fail.</summary>
public enum FindingStatus { Ok, Warn, Missing }

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Name">What was looked at, such as <c>libtorch</c>.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Value">What was found.</param>
/// <param name="Remedy">What to do about it; empty when it is fine.</param>
public sealed record Finding(string Name, FindingStatus Status, string Value, string Remedy = "")
{
    public static Finding Ok(string name, string value) => new(name, FindingStatus.Ok, value);
    public static Finding Warn(string name, string value, string remedy) =>
        new(name, FindingStatus.Warn, value, remedy);
    public static Finding Missing(string name, string value, string remedy) =>
        new(name, FindingStatus.Missing, value, remedy);
}
