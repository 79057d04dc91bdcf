using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace Repro.Verify;

/// <summary>
/// Whether the page of one folder, <c>table/scale-data</c>, is what the records give, and all that is in the folder
/// belongs there.
/// </summary>
/// <param name="root">The results folder.</param>
/// <param name="name">The page's folder, from there.</param>
/// <param name="records">Every sound record of the results folder by its path from there: a table also shows runs that
/// another one trained.</param>
internal sealed class PageAudit(string root, string name, IReadOnlyDictionary<string, RunRecord> records)
{
    private readonly string folder = Path.Combine(root, name), table = name.Split('/')[0];
    private Candidate? nearest;

    /// <summary>The table as it is shown; null where there is none.</summary>
    internal string? Shown { get; private set; }

    /// <summary>
    /// The page with the runs that it shows; null before <see cref="Faults"/>, and where there is none.
    /// </summary>
    internal StoredPage? Stored => nearest is var (experiment, runs, _) ? new(name, experiment, runs) : null;

    /// <summary>
    /// Pictures that only their checksum vouches for, as no program here can draw them twice the same everywhere.
    /// </summary>
    internal static bool IsPicture(string file) => file.EndsWith(".svg", StringComparison.Ordinal);

    internal IEnumerable<Fault> Faults()
    {
        List<string> there = [.. CheckSums.Files(folder)];
        var listed = there.Contains(Page.Table) || File.Exists(Path.Combine(folder, CheckSums.Name));
        if (!listed && there.All(RunStore.IsRecord)) return []; // trained by name, no table of them was asked for
        var pages = Pages();
        var faults = new List<Fault>();
        if (pages is null) return [
            new(name, $"no table or figure is called {table}", "delete the folder, or restore the code that made it")];
        nearest = Nearest(pages);
        var page = nearest?.Files;
        if (page is null) faults.Add(
            At(Page.Table, "no record here is of a row of this table", $"delete the folder, or train it: {Run}"));
        foreach (var (file, text) in page ?? new Dictionary<string, string>()) faults.AddRange(Compared(file, text));
        faults.AddRange(Strangers(there, page));
        faults.AddRange(Unlisted(there, [.. faults.Select(f => f.Place.Split(", ")[0])]));
        return faults;
    }

    /// <summary>
    /// Writes the page again where the records give another one, which newer code does: it shows the same numbers in
    /// other words. A changed record is no reason to.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    internal bool Rewrite()
    {
        List<string> files = [.. Faults().Select(f => Path.GetFileName(f.Place.Split(", ")[0]))];
        if (files.Count == 0 || files.Any(RunStore.IsRecord) || nearest is not var (experiment, runs, _)) return false;
        Page.Write(folder, experiment, runs);
        CheckSums.Write(folder);
        return true;
    }

    /// <summary>
    /// Every page that the records could give: of each data set, algorithm and choice of weights that fits the folder's
    /// name.
    /// </summary>
    private List<Candidate>? Pages()
    {
        Shown = Read(Page.Table);
        var experiment = Catalogue.All.Concat(Catalogue.Beforehand).FirstOrDefault(e => e.Key == table)
            ?? NamedSweep.Named(table, Shown is null ? null : label =>
                Shown.IndexOf($"\n| {label} |", StringComparison.Ordinal) is >= 0 and var place ? place : null);
        if (experiment is null) return null;
        var store = new RunStore(root);
        var all = records.Values.ToList();
        Used = [];
        var pages = new List<Candidate>();
        foreach (var scale in Scale.All)
            foreach (var runs in StoredRuns.Find(experiment, scale, all).Where(runs =>
                Path.GetFullPath(store.FolderOf(runs[0] with { Table = table })) == Path.GetFullPath(folder)))
            {
                Used.UnionWith(runs.Select(r => (r.RecipeDigest, r.Seed, r.Data.Sha256)));
                pages.Add(new(experiment, runs, Page.Render(experiment, runs)));
            }
        return pages;
    }

    /// <summary>Runs that are of some row of the table.</summary>
    private HashSet<(string, long, string)> Used { get; set; } = [];

    /// <summary>The page that is there, or the one that comes nearest to it.</summary>
    private Candidate? Nearest(IEnumerable<Candidate> pages) =>
        pages.OrderBy(p => FirstDifference.Lines(Shown ?? "", p.Files[Page.Table])).ThenByDescending(p => p.Runs.Count)
            .FirstOrDefault();

    private IEnumerable<Fault> Compared(string file, string expected)
    {
        if (Read(file) is not { } found)
        {
            yield return At(file, "is missing", $"write it again: {Run}");
            yield break;
        }
        var difference = found == expected ? null
            : file.EndsWith(".json", StringComparison.Ordinal) ? FirstDifference.InJson(found, expected)
                ?? ("its white space", "other", "as it is written")
            : FirstDifference.InLines(found, expected);
        if (difference is var (place, mine, theirs))
            yield return new($"{name}/{file}, {place}", $"shows {mine}, and the records give {theirs}",
                $"restore what was changed, the page or a record, or write the page again: {Run}");
    }

    private IEnumerable<Fault> Strangers(IEnumerable<string> there, IReadOnlyDictionary<string, string>? page)
    {
        foreach (var file in there)
        {
            if (RunStore.IsRecord(file))
            {
                if (records.GetValueOrDefault($"{name}/{file}") is { } record
                    && !Used.Contains((record.RecipeDigest, record.Seed, record.Data.Sha256)))
                    yield return At(file,
                        $"its recipe {record.RecipeDigest[..12]} is of no row of {table}, as the code has it now",
                        "delete the record, or restore the code that made it");
            }
            else if (page is not null && !page.ContainsKey(file) && file != Page.Probes
                && !(IsPicture(file) && page.ContainsKey(Path.ChangeExtension(file, ".json"))))
                yield return At(file, "is no record, and no part of the page", "move it away");
        }
    }

    /// <param name="named">Files whose fault is told already.</param>
    private IEnumerable<Fault> Unlisted(IReadOnlyList<string> there, HashSet<string> named)
    {
        var (sums, fault) = Sums();
        if (fault is not null) yield return fault;
        foreach (var (file, sum) in sums.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (named.Contains($"{name}/{file}")) continue;
            if (!there.Contains(file))
                yield return At(file, $"is missing, and {CheckSums.Name} lists it", RunStore.IsRecord(file)
                    ? $"restore the record, or train its row again: {Run}" : $"restore it, or write it again: {Run}");
            else if (CheckSums.Render(Path.Combine(folder, file)) != sum)
                yield return At(file,
                    $"is not the file whose checksum {CheckSums.Name} lists: it was changed since the page was written",
                    RunStore.IsRecord(file) ? "restore the record, or delete it and train its row again"
                        : $"restore it, or write it again: {Run}");
        }
        foreach (var file in there.Where(f => fault is null && !sums.ContainsKey(f) && !named.Contains($"{name}/{f}")))
            yield return At(file, $"is not listed in {CheckSums.Name}: it came after the page was written",
                $"move it away, or write the page again: {Run}");
    }

    private (IReadOnlyDictionary<string, string> Sums, Fault? Fault) Sums()
    {
        try
        {
            return (CheckSums.Read(folder), null);
        }
        catch (DataFileException unread)
        {
            return (new Dictionary<string, string>(),
                new($"{name}/{CheckSums.Name}",
                    unread.Message[(Path.Combine(folder, CheckSums.Name).Length + 2)..].Split("; ")[0],
                    $"restore it, or write the page again: {Run}"));
        }
    }

    private string Run => $"./repro {Catalogue.Find(table)?.Command ?? $"run {table}"}";

    private Fault At(string file, string problem, string remedy) => new($"{name}/{file}", problem, remedy);

    private string? Read(string file) => Path.Combine(folder, file) is var path && File.Exists(path)
        ? File.ReadAllText(path) : null;

    /// <summary>A page that some runs give: file name → text.</summary>
    private sealed record Candidate(
        Experiment Experiment, IReadOnlyList<RunRecord> Runs, IReadOnlyDictionary<string, string> Files);
}
