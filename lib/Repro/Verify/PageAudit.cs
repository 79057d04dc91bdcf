using CrossRes.Common;
using CrossRes.Display;
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

    /// <summary>
    /// Whether the whole page follows from records that are as they were when it was written: then it can be written
    /// again without any training.
    /// </summary>
    private bool follows;

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
        List<Fault> strangers = [.. Strangers(there, page)];
        var (sums, unread) = Sums();
        List<(string File, Listing As)> unlike = unread is null ? [.. Unlike(there, sums)] : [];
        follows = page is not null && !strangers.Select(FileOf).Concat(unlike.Select(u => u.File)).Any(IsKept);
        if (page is null) faults.Add(
            At(Page.Table, "no record here is of a row of this table", $"delete the folder, or train it: {Run}"));
        foreach (var (file, text) in page ?? new Dictionary<string, string>()) faults.AddRange(Compared(file, text));
        faults.AddRange(strangers);
        if (unread is not null) faults.Add(At(CheckSums.Name, unread, $"restore it, or {Again}"));
        HashSet<string> named = [.. faults.Select(FileOf)];
        faults.AddRange(unlike.Where(u => !named.Contains(u.File)).Select(u => Unlisted(u.File, u.As)));
        return faults;
    }

    /// <summary>
    /// Writes the page again where the records give another one, which newer code does: it shows the same numbers in
    /// other words, or rows that nobody has trained yet. A changed record is no reason to.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    internal bool Rewrite()
    {
        if (!Faults().Any() || !follows || nearest is not var (experiment, runs, _)) return false;
        Page.Write(folder, experiment, runs);
        CheckSums.Write(folder);
        return true;
    }

    /// <summary>How the page comes back.</summary>
    private string Again => $"write it again: {(follows ? "./repro verify --rewrite" : Run)}";

    /// <summary>What only a run makes: a record, what was measured beside them, a picture without a Chromium.</summary>
    private static bool IsKept(string file) =>
        RunStore.IsRecord(file) || file == Page.Probes || (IsPicture(file) && StaticImage.Browser is null);

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
            yield return At(file, "is missing", Again);
            yield break;
        }
        var difference = found == expected ? null
            : file.EndsWith(".json", StringComparison.Ordinal) ? FirstDifference.InJson(found, expected)
                ?? ("its white space", "other", "as it is written")
            : FirstDifference.InLines(found, expected);
        if (difference is var (place, mine, theirs))
            yield return new($"{name}/{file}, {place}", $"shows {mine}, and the records give {theirs}",
                follows ? Again : $"restore what was changed, the page or a record, or {Again}");
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

    /// <summary>How a file is not as the list of checksums has it.</summary>
    private enum Listing { Missing, Changed, New }

    private IEnumerable<(string File, Listing As)> Unlike(
        List<string> there, IReadOnlyDictionary<string, string> sums)
    {
        foreach (var (file, sum) in sums.OrderBy(s => s.Key, StringComparer.Ordinal))
            if (!there.Contains(file)) yield return (file, Listing.Missing);
            else if (CheckSums.Render(Path.Combine(folder, file)) != sum) yield return (file, Listing.Changed);
        foreach (var file in there.Where(f => !sums.ContainsKey(f))) yield return (file, Listing.New);
    }

    private Fault Unlisted(string file, Listing how) => (how, RunStore.IsRecord(file)) switch
    {
        (Listing.Missing, var record) => At(file, $"is missing, and {CheckSums.Name} lists it",
            record ? $"restore the record, or train its row again: {Run}" : $"restore it, or {Again}"),
        (Listing.Changed, var record) => At(file,
            $"is not the file whose checksum {CheckSums.Name} lists: it was changed since the page was written",
            record ? "restore the record, or delete it and train its row again" : $"restore it, or {Again}"),
        _ => At(file, $"is not listed in {CheckSums.Name}: it came after the page was written",
            $"move it away, or write the page again: {Run}"),
    };

    private (IReadOnlyDictionary<string, string> Sums, string? Unread) Sums()
    {
        try
        {
            return (CheckSums.Read(folder), null);
        }
        catch (DataFileException unread)
        {
            return (new Dictionary<string, string>(),
                unread.Message[(Path.Combine(folder, CheckSums.Name).Length + 2)..].Split("; ")[0]);
        }
    }

    private string Run => $"./repro {Catalogue.Find(table)?.Command ?? $"run {table}"}";

    private static string FileOf(Fault fault) => Path.GetFileName(fault.Place.Split(", ")[0]);

    private Fault At(string file, string problem, string remedy) => new($"{name}/{file}", problem, remedy);

    private string? Read(string file) => Path.Combine(folder, file) is var path && File.Exists(path)
        ? File.ReadAllText(path) : null;

    /// <summary>A page that some runs give: file name → text.</summary>
    private sealed record Candidate(
        Experiment Experiment, IReadOnlyList<RunRecord> Runs, IReadOnlyDictionary<string, string> Files);
}
