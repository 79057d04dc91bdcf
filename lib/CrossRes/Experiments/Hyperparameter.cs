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

/// <summary>One setting of a recipe and where it comes from.</summary>
/// <param name="Name">In the field's words.</param>
/// <param name="Value">Its value in a recipe; null where the recipe has none.</param>
/// <param name="Origin">Who decided it.</param>
/// <param name="Source">Where it is stated, or why it was chosen.</param>
public sealed record Hyperparameter(string Name, Func<Recipe, string?> Value, Origin Origin, string Source)
{
    private static readonly Column[] Columns = [new("Setting"), new("Value"), new("Decided by"), new("Source, or reason")];

    /// <summary>Every setting of a recipe as a table.</summary>
    public static ResultTable Table(string title, IEnumerable<Hyperparameter> all, Recipe recipe) =>
        new(title, [$"recipe {recipe.Digest[..12]}"], Columns,
            [.. from h in all
                let value = h.Value(recipe)
                where value is not null
                select (Cell[])[new Cell.Text(h.Name), new Cell.Text(value), new Cell.Text(Words(h.Origin)), new Cell.Text(h.Source)]]);

    private static string Words(Origin origin) => origin switch
    {
        Origin.Paper => "paper",
        Origin.ReferenceCode => "reference code",
        _ => "our choice",
    };
}
