using System.Text.RegularExpressions;
using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Tuning;
using CrossRes.Results;
using Repro.Report;

namespace Repro.Verify;

/// <summary>What was looked at and what was found.</summary>
/// <param name="Root">The results folder.</param>
/// <param name="Records">Every sound record by its path from there.</param>
/// <param name="Stored">Tables with their runs.</param>
/// <param name="Figures">How many figures they have.</param>
/// <param name="Faults">What does not follow from the rest.</param>
/// <param name="Notes">What is no fault, and not vouched for either.</param>
internal sealed record AuditReport(string Root, IReadOnlyDictionary<string, RunRecord> Records,
    IReadOnlyList<StoredPage> Stored, int Figures, IReadOnlyList<Fault> Faults, IReadOnlyList<string> Notes);

/// <summary>
/// Looks through a results folder without training: every record is checked by itself, every page is made again from
/// the records alone and compared, and so are the report, codecheck.yml, what notebooks open with, and a table that the
/// README beside the folder shows.
/// </summary>
internal static partial class ResultsAudit
{
    /// <param name="rewrite">Write pages again that do not follow from sound records.</param>
    /// <exception cref="ResultsException">There is no such folder.</exception>
    internal static AuditReport Run(string root, bool rewrite = false)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(root)) throw new ResultsException(
            $"{root}: no such folder; name one that holds results, or none for the kit's own");
        var folders = Directory.EnumerateDirectories(root).Where(IsOurs).SelectMany(Directory.EnumerateDirectories)
            .Where(IsOurs)
            .Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal).ToList();
        var faults = Misplaced(root).ToList();
        var records = new RecordAudit(root);
        faults.AddRange(
            records.Faults(folders.SelectMany(f => CheckSums.Files(Path.Combine(root, f)).Where(RunStore.IsRecord)
                .Select(file => Path.Combine(root, f, file)))));
        var (stored, figures, shown, notes) = (new List<StoredPage>(), 0, new Dictionary<string, string>(),
            new List<string>());
        foreach (var folder in folders)
        {
            var page = new PageAudit(root, folder, records.Records);
            if (rewrite && page.Rewrite()) notes.Add($"{folder}: written again");
            faults.AddRange(page.Faults());
            if (page.Shown is not { } table) continue;
            if (page.Stored is { } found) stored.Add(found);
            figures += Directory.EnumerateFiles(Path.Combine(root, folder), "*.json").Count(f => !RunStore.IsRecord(f));
            shown[folder] = table;
            if (File.Exists(Path.Combine(root, folder, Page.Probes))) notes.Add(
                $"{folder}/{Page.Probes}: measured when it was written, so only its checksum was looked at");
        }
        if (records.Unnamed > 0) notes.Add(
            $"{records.Unnamed:N0} records name no commit: they were made outside a checkout");
        faults.AddRange(Choices(root, [.. records.Records.Values]));
        if (!stored.Any(p => p.IsMeasurement && faults.Any(f => Is(p.Folder, f.Place))))
        {
            foreach (var (name, path, text) in Summaries.Render(root, stored, records.Records))
            {
                if (FirstDifference.InLines(File.ReadAllText(path), text) is not var (place, mine, theirs)) continue;
                if (rewrite)
                {
                    AtomicFile.Write(path, text);
                    notes.Add($"{name}: written again");
                }
                else faults.Add(new($"{name}, {place}", $"shows {mine}, and the records give {theirs}",
                    "write it again: ./repro verify --rewrite"));
            }
            var (openings, written) = new NotebookAudit(root, [.. records.Records.Values]).Look(rewrite);
            faults.AddRange(openings);
            notes.AddRange(written.Select(name => $"{name}: written again"));
        }
        faults.AddRange(ReadMe(root, shown));
        return new(root, records.Records, stored, figures, faults, notes);
    }

    /// <summary>What <c>repro bench</c> measured follows from no run records.</summary>
    private const string Bench = "bench";

    private static bool IsOurs(string folder) =>
        Path.GetFileName(folder) is var name && name[0] != '.' && name != Bench;

    /// <summary>Files that lie beside or below the folders of pages.</summary>
    private static IEnumerable<Fault> Misplaced(string root) =>
        from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(root, file)
        where path is not ("README.md" or ReportPage.Name) && path.Count(c => c == '/') != 2
        where !path.Split('/').Any(part => part.StartsWith('.')) && path.Split('/')[0] != Bench
        orderby path
        select new Fault(path, "lies where no page keeps anything",
            "move it away: records and pages are in TABLE/SCALE-DATA/");

    /// <summary>A choice of weights that the library was built with must be what the trials give.</summary>
    private static IEnumerable<Fault> Choices(string root, IReadOnlyList<RunRecord> records) =>
        from trials in WeightTrials.All
        let choice = WeightChoice.For(trials.Table)
        where choice is not null && Directory.Exists(Path.Combine(root, trials.Experiment.Key))
        let runs = StoredRuns.Find(trials.Experiment, Scale.Named(choice.Scale), records)
            .FirstOrDefault(r => r[0].Data.Sha256 == choice.DataSha256) ?? []
        where trials.Choose(runs)?.ToJson() != choice.ToJson()
        select new Fault(WeightChoice.FileOf(trials.Table),
            $"is not what the trials in {trials.Experiment.Key} give",
            $"restore it or them, or choose again: ./repro {trials.Experiment.Command}");

    /// <summary>
    /// Whether a fault is of a page: what all pages give together is looked at once that is mended.
    /// </summary>
    private static bool Is(string folder, string place) =>
        place == folder || place.StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <summary>
    /// A table that the README shows between marks with its name must be one that is stored under that name.
    /// </summary>
    private static IEnumerable<Fault> ReadMe(string root, Dictionary<string, string> shown)
    {
        var path = Path.Combine(Path.GetDirectoryName(root)!, "README.md");
        if (!File.Exists(path)) yield break;
        var text = File.ReadAllText(path);
        foreach (var block in Block().Matches(text).Cast<Match>())
        {
            var tables = shown.Where(s => s.Key.Split('/')[0] == block.Groups["name"].Value).Select(s => s.Value.Trim())
                .ToList();
            var found = block.Groups["table"].Value.Trim();
            if (tables.Count == 0 || tables.Contains(found)) continue;
            var nearest = tables.MinBy(t => FirstDifference.Lines(found, t))!;
            if (FirstDifference.InLines(found, nearest) is not var (_, mine, theirs)) continue;
            var line = text[..block.Groups["table"].Index].Count(c => c == '\n')
                + found.Split('\n').Zip(nearest.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 2;
            yield return new($"README.md, line {line}",
                $"shows {mine}, and {block.Groups["name"].Value}/…/{Page.Table} has {theirs}",
                $"copy {Page.Table} there");
        }
    }

    [GeneratedRegex("<!-- (?<name>[a-z0-9-]+) -->(?<table>.*?)<!-- /\\k<name> -->", RegexOptions.Singleline)]
    private static partial Regex Block();
}
