using CrossRes.Results;

namespace CrossRes.Experiments;

/// <summary>Who decided a setting.</summary>
public enum Origin
{
    /// <summary>Stated in the paper.</summary>
    Paper,

    /// <summary>Taken from code that the paper or its baselines build on.</summary>
    ReferenceCode,

    /// <summary>Stated nowhere; chosen here.</summary>
    OurChoice,
}

/// <summary>Where a setting of a recipe comes from.</summary>
/// <param name="Name">A name of <see cref="RecipeSettings"/>.</param>
/// <param name="Origin">Who decided it.</param>
/// <param name="Source">Where it is stated, or why it was chosen.</param>
public sealed record Hyperparameter(string Name, Origin Origin, string Source)
{
    private static readonly Hyperparameter Precision = new("Precision", Origin.OurChoice, "asked for with --precision");

    private static readonly Column[] Columns = [new("Setting"), new("Value"), new("Decided by"),
        new("Source, or reason")];

    /// <summary>Every setting of a recipe as a table, and its precision, which no table decides.</summary>
    public static ResultTable Table(string title, IEnumerable<Hyperparameter> all, Recipe recipe) =>
        new(title, [$"recipe {recipe.Digest[..12]}"], Columns,
            [.. from h in all.Append(Precision)
                let value = RecipeSettings.Value(h.Name, recipe)
                where value is not null
                select (Cell[])[new Cell.Text(h.Name), new Cell.Text(value), new Cell.Text(Words(h.Origin)),
                    new Cell.Text(h.Source)]]);

    /// <summary>The settings of another recipe, some of them decided otherwise.</summary>
    internal static IReadOnlyList<Hyperparameter> Changed(IReadOnlyList<Hyperparameter> all,
        IReadOnlyList<Hyperparameter> others) =>
    [
        .. all.Select(h => others.FirstOrDefault(o => o.Name == h.Name, h)),
        .. others.ExceptBy(all.Select(h => h.Name), h => h.Name),
    ];

    private static string Words(Origin origin) => origin switch
    {
        Origin.Paper => "paper",
        Origin.ReferenceCode => "reference code",
        _ => "our choice",
    };
}
