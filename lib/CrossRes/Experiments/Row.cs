using CrossRes.Results;

namespace CrossRes.Experiments;

/// <summary>
/// One row of a table: who, seeing what, trained how. Its key and label, its place in figures, findings and matrices
/// follow from these parts.
/// </summary>
/// <param name="Role">What its network is in the table.</param>
/// <param name="Student">Its network; null for one from literature that this kit does not know.</param>
/// <param name="Method">How it is trained.</param>
/// <param name="Published">The printed number with its source; null where the paper has no such row.</param>
/// <param name="Recipe">How to train it at a scale; null for a row that is only quoted.</param>
public sealed record Row(
    Role Role, Student? Student, Method Method, Cell.Copied? Published, Func<Scale, Recipe>? Recipe)
{
    private readonly string? label, input;

    /// <summary>What the command line and records call it, e.g. <c>our-16-r</c>.</summary>
    public string Key => Student is { Key.Length: > 0 } student ? $"{Method.Key}-{student.Key}" : Method.Key;

    /// <summary>What the table prints: network and method, or the paper's own name for it.</summary>
    public string Label
    {
        get => label ?? (Student is null ? Method.Name
            : Method == Method.Teacher ? Student.Network
            : $"{Student.Network}, {Method.Name}");
        init => label = value;
    }

    /// <summary>Side of the images that the network sees, in pixels; 0 where it is not known.</summary>
    public int Resolution => Student?.Resolution ?? 0;

    /// <summary>The images in words, <c>16×16</c>.</summary>
    public string Input
    {
        get => input ?? $"{Resolution}×{Resolution}";
        init => input = value;
    }

    /// <summary>
    /// Whether it tests a network that the user gives with --weights on one whole test: it is left out of a run
    /// without, and one seed says all.
    /// </summary>
    public bool NeedsWeights { get; init; }

    /// <summary>A row from literature.</summary>
    public static Row Quoted(string key, string label, string input, Cell.Copied? published) =>
        new(Role.Literature, null, new(key, label), published, null) { Input = input };
}
