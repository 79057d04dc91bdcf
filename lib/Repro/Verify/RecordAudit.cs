using System.Text.Json;
using System.Text.RegularExpressions;
using CrossRes.Results;

namespace Repro.Verify;

/// <summary>
/// Whether records are what they say: each by itself, in its place, made by code that a commit names, and no run with
/// two results.
/// </summary>
internal sealed partial class RecordAudit(string root)
{
    private const string Restore = "restore the file, or delete it and train the row again";

    private readonly RunStore store = new(root);
    private readonly Dictionary<(string Recipe, long Seed, string Data), (string Path, RunRecord Record)> runs = [];

    /// <summary>Sound records by path, from the results folder.</summary>
    internal Dictionary<string, RunRecord> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Records whose code no commit names.</summary>
    internal int Unnamed { get; private set; }

    internal IEnumerable<Fault> Faults(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var (name, record, fault) = (Path.GetRelativePath(root, path), default(RunRecord), default(Fault));
            try
            {
                record = RecordFile.Read(path);
                Records[name] = record;
            }
            catch (ResultsException unsound)
            {
                fault = new(name, unsound.Message.Replace($"{path}: ", "").Split("; ")[0], Restore);
            }
            if (fault is not null) yield return fault;
            if (record is null) continue;
            foreach (var found in Faults(record, path, name)) yield return found;
        }
    }

    private IEnumerable<Fault> Faults(RunRecord record, string path, string name)
    {
        var places = store.PlacesOf(record).Select(p => Path.GetRelativePath(root, Path.GetFullPath(p))).ToList();
        if (!places.Contains(name))
            yield return new(name,
                $"is the record of {record.Row}, seed {record.Seed}, of {record.Table} at {record.Setting()} on "
                    + $"{record.Data.Name}, which belongs in {places[0]}", "move it there, or restore the file");
        if (Epochs(record.Recipe) is { } epochs && record.Epochs.Count != epochs)
            yield return new(name, $"$.epochs has {record.Epochs.Count} entries, and its recipe takes {epochs}",
                Restore);
        var code = record.Environment.CodeVersion;
        var version = Commit().Match(code);
        if (version.Groups["more"].Length == 0
            && !code.Contains("dirty", StringComparison.OrdinalIgnoreCase)) Unnamed += version.Success ? 0 : 1;
        else
            yield return new(name,
                $"$.environment.codeVersion is {code}: the code was changed since that commit, so nobody can make the "
                    + "run again", "commit the code, delete the record and train the row again");
        var run = (record.RecipeDigest, record.Seed, record.Data.Sha256);
        if (!runs.TryAdd(run, (name, record))
            && RecordComparison.Contradiction(runs[run].Record, record) is { } difference)
            yield return new(name, $"is the same run as {runs[run].Path} with other numbers ({difference})",
                "delete the one that ./repro train --fresh does not give");
    }

    /// <summary>As many as a record must have; a test of given weights is one.</summary>
    private static int? Epochs(JsonElement recipe) =>
        recipe.ValueKind == JsonValueKind.Object && recipe.TryGetProperty("epochs", out var said)
            && said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var epochs)
            ? Math.Max(1, epochs) : null;

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)+\+[0-9a-f]{40}(?<more>.*)$")]
    private static partial Regex Commit();
}
