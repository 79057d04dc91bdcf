using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>
/// Rows and recipes stay what they were: records, commands and notebooks name rows by key, and a run is known by its
/// recipe's digest. A change that was not meant shows here; one that was is written with CROSSRES_WRITE_PINS=1.
/// </summary>
public class PinnedTests
{
    private const string Write = "CROSSRES_WRITE_PINS";

    [Fact]
    public void Rows_are_called_what_they_were_called() => Compare("rows.txt", 2,
        from experiment in Catalogue.All
        from row in experiment.Rows.Concat(experiment.Pretraining)
        select string.Join(" | ", experiment.Key, row.Key, row.Role.Text(), row.Input, row.Label, row.Published is { } p ? FormattableString.Invariant($"{p.Value}") : "-"));

    [Fact]
    public void No_recipe_has_changed_unnoticed() => Compare("recipe-digests.txt", 3,
        from experiment in Catalogue.All
        from scale in Scale.All
        from row in experiment.Trainable
        select $"{experiment.Key} {scale.Name} {row.Key} {row.Recipe!(scale).Digest[..16]}");

    /// <param name="name">How many words of a line say what it is of; the others may change.</param>
    private static void Compare(string file, int name, IEnumerable<string> lines)
    {
        var path = Path.Combine(Workspace.Find().Root, "tests", "CrossRes.Tests", "Papers", file);
        string[] now = [.. lines];
        if (Environment.GetEnvironmentVariable(Write) == "1") File.WriteAllLines(path, now);
        var pinned = File.ReadAllLines(path);
        var (known, present) = (pinned.ToLookup(Name), now.ToLookup(Name));
        string?[] differences =
        [
            Told("gone", pinned.Where(line => !present.Contains(Name(line)))),
            Told("changed", now.Where(line => known.Contains(Name(line)) && !pinned.Contains(line))),
            Told("new", now.Where(line => !known.Contains(Name(line)))),
        ];
        Assert.True(pinned.SequenceEqual(now),
            $"{file} has lines that are {string.Join("; ", differences.Where(d => d is not null).DefaultIfEmpty("in another order"))}."
                + $" If that is meant, {Write}=1 ./repro test --filter Pinned writes it");

        static string? Told(string what, IEnumerable<string> lines) => lines.ToList() is { Count: > 0 } all
            ? $"{what} ({all.Count}), such as {string.Join(", ", all.Take(3).Select(line => $"“{line}”"))}" : null;

        string Name(string line) => string.Join(' ', line.Replace(" | ", "|").Split(file == "rows.txt" ? '|' : ' ').Take(name));
    }
}
