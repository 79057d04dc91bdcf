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
    private readonly Func<Scale, Recipe>? recipe = Precise(Recipe);

    /// <summary>How to train it at a scale, in the scale's precision; null for a row that is only quoted.</summary>
    public Func<Scale, Recipe>? Recipe
    {
        get => recipe;
        init => recipe = Precise(value);
    }

    /// <summary>The recipe before changes of the scale, those changes, and the recipe after them.</summary>
    private (Func<Scale, Recipe> Given, Func<Scale, Scale> Change, Func<Scale, Recipe> Changed)? Changes { get; init; }

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

    /// <summary>
    /// How many seeds a scale plans, fixed before anything is measured; 0: a row of another scale, trained here only
    /// where it is asked for by name.
    /// </summary>
    public Func<Scale, int> Seeds { get; init; } = One;

    private static readonly Func<Scale, int> One = _ => 1;

    /// <summary>The same row at a changed scale; a change that was made before comes first.</summary>
    internal Row At(Func<Scale, Scale> change)
    {
        if (Recipe is null) return this;
        var (given, all) = Changes is { } before && before.Changed == Recipe
            ? (before.Given, s => change(before.Change(s))) : (Recipe, change);
        var row = this with { Recipe = s => given(all(s)) };
        return row with { Changes = (given, all, row.Recipe!) };
    }

    private static Func<Scale, Recipe>? Precise(Func<Scale, Recipe>? given) =>
        given is null ? null : s => given(s).In(s.Precision);

    /// <summary>A row from literature.</summary>
    public static Row Quoted(string key, string label, string input, Cell.Copied? published) =>
        new(Role.Literature, null, new(key, label), published, null) { Input = input };
}

/// <summary>What a row's network is in its table.</summary>
public enum Role
{
    /// <summary>It teaches others.</summary>
    Teacher,

    /// <summary>Taught by the teacher, it teaches the students.</summary>
    Assistant,

    /// <summary>The network that the table is about.</summary>
    Student,

    /// <summary>Its number is quoted; nothing is trained.</summary>
    Literature,
}

/// <summary>Roles in words.</summary>
public static class RoleText
{
    /// <summary>As tables print it.</summary>
    public static string Text(this Role role) =>
        role == Role.Literature ? "from literature" : $"{role}".ToLowerInvariant();
}

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

/// <summary>A way to train a network.</summary>
/// <param name="Key">Its part of a row's key.</param>
/// <param name="Name">As tables print it.</param>
/// <param name="Losses">What it minimises; null where it is only quoted, or where a recipe says.</param>
public sealed record Method(string Key, string Name, IReadOnlyList<LossTerm>? Losses = null)
{
    /// <summary>
    /// Whether a student on small images learns from its own network on large ones, which the teacher taught.
    /// </summary>
    public bool InTwoStages { get; init; }

    /// <summary>What it is one setting of, where a table sweeps over many; null: a method by itself.</summary>
    public string? Family { get; init; }

    /// <summary>How a teacher is trained.</summary>
    public static Method Teacher { get; } = new("teacher", "teacher");

    /// <summary>The same network from labels alone: what every other method is measured against.</summary>
    public static Method Alone { get; } = new("alone", "no teacher");
}
