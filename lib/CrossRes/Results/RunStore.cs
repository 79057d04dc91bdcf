using System.Text.RegularExpressions;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Models;

namespace CrossRes.Results;

/// <summary>
/// A folder of run records, <c>table/scale-data/row-sSEED.json</c>, with <c>-bf16</c> behind the data where they were
/// computed so. A run is known by its recipe, seed and data, not by its file name, so a changed recipe under an old row
/// name gets a file of its own.
/// </summary>
public sealed partial class RunStore(string folder)
{
    /// <summary>Where the records are; need not exist before the first <see cref="Save"/>.</summary>
    public string Folder { get; } = folder;

    /// <returns>The stored run of a recipe with a seed on data with this checksum, or null.</returns>
    /// <exception cref="ResultsException">A record with that seed is damaged.</exception>
    public RunRecord? Find(string recipeDigest, long seed, string dataSha256) =>
        Paths(seed).Select(RecordFile.Read).FirstOrDefault(r => r.IsRunOf(recipeDigest, seed, dataSha256));

    /// <returns>All records, ordered by path.</returns>
    /// <exception cref="ResultsException">A record is damaged.</exception>
    public IReadOnlyList<RunRecord> List() => [.. Paths().Select(RecordFile.Read)];

    /// <inheritdoc cref="List"/>
    public IReadOnlyList<(string Path, RunRecord Record)> Files() =>
        [.. Paths().Select(path => (path, RecordFile.Read(path)))];

    /// <summary>Stores a record. Storing the same numbers again leaves the first file as it is.</summary>
    /// <param name="record">The finished run.</param>
    /// <returns>The record's path.</returns>
    /// <exception cref="ResultsException">
    /// The same run is stored with other numbers, or the folder cannot be written.
    /// </exception>
    public string Save(RunRecord record)
    {
        var plain = PathOf(record);
        var path = IsFree(plain, record) ? plain : PathBeside(record);
        if (File.Exists(path))
        {
            if (RecordComparison.FirstDifference(RecordFile.Read(path), record) is not { } difference)
                return path;
            throw new ResultsException(
                $"{path}: holds the same run with other numbers ({difference}). Move it away to store the new one.");
        }
        RecordFile.Write(path, record);
        return path;
    }

    /// <summary>The folder of a record and of those that it shares a table with.</summary>
    public string FolderOf(RunRecord record) => Path.GetDirectoryName(PathOf(record))!;

    /// <summary>Where a record may lie: under its row's name, or beside another record of that name.</summary>
    public IReadOnlyList<string> PlacesOf(RunRecord record) => [PathOf(record), PathBeside(record)];

    private static bool IsFree(string path, RunRecord record) =>
        !File.Exists(path) || RecordFile.Read(path).IsSameRunAs(record);

    private string PathBeside(RunRecord record) =>
        PathOf(record, "-" + Digest.Sha256(record.RecipeDigest + record.Data.Sha256)[..8]);

    private string PathOf(RunRecord record, string suffix = "")
    {
        var data = record.Data.Origin == RunData.Real ? record.Data.Name : $"{record.Data.Name}-{record.Data.Origin}";
        if (record.Precision() is not MixedPrecision.Float32 and var precision) data = $"{data}-{precision}";
        return Path.Combine(Folder, Slug(record.Table), Slug($"{record.Scale}-{data}"),
            $"{Slug(record.Row)}-s{record.Seed}{suffix}.json");
    }

    /// <summary>
    /// Whether a file is a record by its name; what other programs leave behind, as macOS's <c>._x.json</c>, is none.
    /// </summary>
    public static bool IsRecord(string path) =>
        RecordName().IsMatch(Path.GetFileName(path)) && !FolderWalk.IsForeign(Path.GetFileName(path));

    /// <param name="seed">Of the records that are wanted; null: all.</param>
    private IEnumerable<string> Paths(long? seed = null) => Directory.Exists(Folder)
        ? FolderWalk.Files(Folder, path => IsRecord(path) && (seed is null
            || RecordName().Match(Path.GetFileName(path)).Groups["seed"].ValueSpan.SequenceEqual($"{seed}")))
            .Order(StringComparer.Ordinal)
        : [];

    private static string Slug(string name) => Unsafe().Replace(name, "-").TrimStart('.');

    [GeneratedRegex("[^A-Za-z0-9._@+-]+")]
    private static partial Regex Unsafe();

    [GeneratedRegex("-s(?<seed>-?[0-9]+)(-[0-9a-f]{8})?[.]json$")]
    private static partial Regex RecordName();
}
