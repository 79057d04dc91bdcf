using CrossRes.Common;

namespace CrossRes.Losses;

/// <summary>Every loss by name.</summary>
public static class LossRegistry
{
    private static readonly string[] Families = ["Task", "Logits", "Features", "Relations", "Contrastive"];

    private static readonly List<LossEntry> Added = [];

    private static readonly IReadOnlyList<LossEntry> BuiltIn =
    [
        .. typeof(LossRegistry).Assembly.GetTypes()
            .Where(type => LossAttribute.On(type) is not null).Select(LossEntry.From)
            .OrderBy(e => Array.IndexOf(Families, e.Family)).ThenBy(e => e.Name, StringComparer.Ordinal),
    ];

    /// <summary>All losses, family by family, then those that were added.</summary>
    public static IReadOnlyList<LossEntry> Entries
    {
        get
        {
            lock (Added) return [.. BuiltIn, .. Added];
        }
    }

    /// <summary>
    /// Adds a loss of your own, for recipes and ablations: <c>LossRegistry.Add(LossEntry.From&lt;MyLoss&gt;())</c>. One
    /// that was added under the same name is replaced. Its name and its formula are what a run is known by: change the
    /// formula with the code, and the rows with it are trained again.
    /// </summary>
    /// <exception cref="ArgumentException">The kit has a loss of that name.</exception>
    public static void Add(LossEntry entry)
    {
        if (BuiltIn.Any(e => e.Name == entry.Name))
            throw new ArgumentException($"there is a loss {entry.Name} already: give yours another name");
        lock (Added)
        {
            Added.RemoveAll(e => e.Name == entry.Name);
            Added.Add(entry);
        }
    }

    /// <summary>Takes back a loss that was added.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public static bool Remove(string name)
    {
        lock (Added) return Added.RemoveAll(e => e.Name == name) > 0;
    }

    /// <summary>The formula of a loss that was added; null for the kit's own.</summary>
    internal static string? FormulaOfAdded(string name)
    {
        lock (Added) return Added.Find(e => e.Name == name)?.Formula;
    }

    /// <summary>The entry called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists all.</exception>
    public static LossEntry Find(string name) =>
        Entries.FirstOrDefault(e => e.Name == name) ?? throw new ArgumentException(
            $"no loss is called {name}; {Spelling.Hint(name, Entries.Select(e => e.Name))}there are "
                + $"{string.Join(", ", Entries.Select(e => e.Name))}");

    /// <summary>Builds a loss.</summary>
    /// <exception cref="ArgumentException">The name or an option is unknown, or a value out of range.</exception>
    public static DistillationLoss Create(
        string name, IReadOnlyDictionary<string, string> options, LossContext context) =>
        Find(name).With(options, context);
}
