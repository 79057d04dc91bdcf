namespace CrossRes.Papers;

/// <summary>Every table and figure that can be reproduced.</summary>
public static class Catalogue
{
    public static IReadOnlyList<Experiment> All { get; } = [HorkdTable1.Experiment];

    /// <exception cref="ArgumentException">There is no such table; the message names all.</exception>
    public static Experiment Named(string key) =>
        All.FirstOrDefault(e => e.Key == key)
        ?? throw new ArgumentException($"no table or figure is called {key}; there are {string.Join(", ", All.Select(e => e.Key))}");
}
