using System.Text.RegularExpressions;
using CrossRes.Common;

namespace CrossRes.Results;

/// <summary>
/// A folder of run records, <c>table/scale-data/row-sSEED.json</c>. A run is known by its recipe, seed and data, not by
/// its file name, so a changed recipe under an old row name gets a file of its own.
/// </summary>
public sealed partial class RunStore(string folder)
{
    /// <summary>Where the records are; need not exist before the first <see cref="Save"/>.</summary>
    public string Folder { get; } = folder;

    /// <returns>The stored run of a recipe with a seed on data with this checksum, or null.</returns>
    /// <exception cref="ResultsException">A record with that seed is damaged.</exception>
    public RunRecord? Find(string recipeDigest, long seed, string dataSha256) =>
        Paths($"*-s{seed}*.json").Select(RecordFile.Read).FirstOrDefault(r => r.IsRunOf(recipeDigest, seed, dataSha256));

    /// <returns>All records, ordered by path.</returns>
    /// <exception cref="ResultsException">A record is damaged.</exception>
    public IReadOnlyList<RunRecord> List() =>
        [.. Paths("*.json").Select(RecordFile.Read)];

    /// <summary>Stores a record. Storing the same numbers again leaves the first file as it is.</summary>
    /// <param name="record">The finished run.</param>
    /// <returns>The record's path.</returns>
    /// <exception cref="ResultsException">
    /// The same run is stored with other numbers, or the folder cannot be written.
    /// </exception>
    public string Save(RunRecord record)
    {
        var plain = PathOf(record);
        var path = IsFree(plain, record) ? plain : PathOf(record, "-" + Digest.Of(record.RecipeDigest + record.Data.Sha256)[..8]);
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

    private static bool IsFree(string path, RunRecord record) =>
        !File.Exists(path) || RecordFile.Read(path).IsSameRunAs(record);

    private string PathOf(RunRecord record, string suffix = "")
    {
        var data = record.Data.Origin == RunData.Real ? record.Data.Name : $"{record.Data.Name}-{record.Data.Origin}";
        return Path.Combine(Folder, Slug(record.Table), Slug($"{record.Scale}-{data}"), $"{Slug(record.Row)}-s{record.Seed}{suffix}.json");
    }

    private IEnumerable<string> Paths(string pattern) => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Where(path => RecordName().IsMatch(Path.GetFileName(path))).Order(StringComparer.Ordinal)
        : [];

    private static string Slug(string name) => Unsafe().Replace(name, "-").TrimStart('.');

    [GeneratedRegex("[^A-Za-z0-9._@+-]+")]
    private static partial Regex Unsafe();

    [GeneratedRegex("-s-?[0-9]+(-[0-9a-f]{8})?[.]json$")]
    private static partial Regex RecordName();
}
