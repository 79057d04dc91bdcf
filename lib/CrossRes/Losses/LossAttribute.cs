using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrossRes.Losses;

/// <summary>
/// What a loss is called and where it comes from; it enters the registry with this. Its options are its constructor's
/// parameters (<see cref="OptionAttribute"/>).
/// </summary>
/// <param name="name">Key in recipes and on the command line.</param>
/// <param name="paper">Who proposed it, and which equation.</param>
/// <param name="formula">In LaTeX; s and t are student and teacher, N the batch.</param>
/// <param name="file">The loss's own; its folder is the loss's family.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute(string name, string paper, string formula, [CallerFilePath] string file = "")
    : Attribute
{
    public string Name => name;

    public string Paper => paper;

    public string Formula => formula;

    /// <summary>What a recipe multiplies it with.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Who chose the weight.</summary>
    public string WeightFrom { get; set; } = "our choice";

    /// <summary>Names of the reference cases that it agrees with, in value and gradient; a test checks them.</summary>
    public string[] Golden { get; set; } = [];

    /// <summary>Why there are no reference cases; null where there are.</summary>
    public string? NoReference { get; set; }

    internal string Family => file.Split('/', '\\') is [.., var folder, _] ? folder : "";

    internal static LossAttribute? On(Type loss) => loss.GetCustomAttribute<LossAttribute>(inherit: false);
}

/// <summary>What a parameter of a loss's constructor changes; on an enumeration, what all of that type do.</summary>
/// <param name="meaning">In one line.</param>
/// <param name="provenance">Where the default comes from: the paper, a reference implementation, or our choice.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Enum)]
public sealed class OptionAttribute(string meaning, string provenance) : Attribute
{
    public string Meaning => meaning;

    public string Provenance => provenance;
}
