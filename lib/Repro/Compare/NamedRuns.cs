using CrossRes.Common;
using CrossRes.Results;

namespace Repro.Compare;

/// <summary>Runs of one recipe on the same data, a seed each.</summary>
/// <param name="Name">As the user wrote it.</param>
/// <param name="Seed">The only one that was named; null: none was.</param>
/// <param name="Runs">By seed.</param>
internal sealed record NamedRuns(string Name, long? Seed, IReadOnlyList<RunRecord> Runs)
{
    private const int FewestDigits = 6;

    /// <summary>How a run may be named, for a command's help.</summary>
    internal const string Forms =
        "a row (our-16-r, table1/our-16-r, table1/laptop-CIFAR-100/our-16-r-s2), an id (8af252c7a01e-s1, "
            + "8af252c7a01e), or a record's file";

    internal RunRecord First => Runs.FirstOrDefault(r => r.Seed == Seed) ?? Runs[0];

    /// <summary>
    /// Finds the stored runs that a name means: a record's file; a row (<c>our-16-r</c>), also with its table and
    /// folder before it and a seed behind it (<c>table1/our-16-r-s2</c>, <c>table1/laptop-CIFAR-100/our-16-r</c>); an
    /// id or the
    /// beginning of a recipe's digest (<c>8af252c7a01e-s1</c>).
    /// </summary>
    /// <exception cref="ArgumentException">Nothing is called so, or several runs are.</exception>
    internal static NamedRuns Find(string results, string name)
    {
        var stored = new RunStore(results).Files();
        if (File.Exists(name))
        {
            var record = RecordFile.Read(name);
            return Create(name, record.Seed, record, [.. stored.Select(s => s.Record), record]);
        }
        var named = stored.Select(s => (s.Record, Keys: Keys(Path.GetRelativePath(results, s.Path), s.Record)))
            .ToList();
        var (seeded, plain) = (named.Where(n => n.Keys.Any(k => k == name)).ToList(),
            named.Where(n => n.Keys.Any(k => k == $"{name}-s{n.Record.Seed}")).ToList());
        if (seeded.Count + plain.Count == 0 && name.Length >= FewestDigits && name.All(char.IsAsciiHexDigitLower))
            plain = [.. named.Where(n => n.Record.RecipeDigest.StartsWith(name, StringComparison.Ordinal))];
        var found = seeded.Count > 0 ? seeded : plain;
        return found.Select(f => (f.Record.RecipeDigest, f.Record.Data.Sha256, f.Record.Scale))
            .Distinct().Count() switch
        {
            1 => Create(name, seeded.Count > 0
                ? seeded[0].Record.Seed : null, found[0].Record, stored.Select(s => s.Record)),
            0 =>
                throw new ArgumentException(
                    $"{name}: no stored run is called so; "
                        + Spelling.Hint(name, named.SelectMany(n => n.Keys.Select(k => WithoutSeed(k, n.Record))))
                        + "name a record's file, a row such as table1/our-16-r, or an id such as 8af252c7a01e-s1 "
                        + $"(results are in {results})"),
            _ =>
                throw new ArgumentException(
                    $"{name}: is the name of several runs; write "
                        + $"{string.Join(" or ", found.Select(f => WithoutSeed(f.Keys[0], f.Record)).Distinct())}, or "
                        + $"an id ({string.Join(", ", found.Select(f => f.Record.RecipeDigest[..12]).Distinct())})"),
        };
    }

    private static NamedRuns Create(string name, long? seed, RunRecord one, IEnumerable<RunRecord> all) => new(
        name, seed, [.. all.Where(r => r.IsRunOf(one.RecipeDigest, r.Seed, one.Data.Sha256)).DistinctBy(r => r.Seed)
            .OrderBy(r => r.Seed)]);

    /// <summary>What a record may be called, its seed behind each; the longest first.</summary>
    private static string[] Keys(string path, RunRecord record)
    {
        var parts = path.Split('/');
        var file = Path.GetFileNameWithoutExtension(path);
        // without what tells two of a name apart
        var row = file[..(file.LastIndexOf($"-s{record.Seed}", StringComparison.Ordinal) + $"-s{record.Seed}".Length)];
        return [$"{string.Join('/', parts[..^1])}/{row}", $"{parts[0]}/{row}", row, record.Id];
    }

    private static string WithoutSeed(string key, RunRecord record) => key[..^$"-s{record.Seed}".Length];
}
