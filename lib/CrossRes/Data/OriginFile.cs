using System.Text.Json;
using CrossRes.Common;
using CrossRes.Data.StandIns;

namespace CrossRes.Data;

/// <summary>
/// <c>origin.json</c> beside a data set that is not the official one: who made it, and what its files must be.
/// </summary>
/// <param name="Name">What a table prints.</param>
/// <param name="Kind">Always <c>synthetic</c>: real files are known by their own checksums.</param>
/// <param name="Options">What the generator was asked for.</param>
/// <param name="Sha256">File name → checksum.</param>
internal sealed record OriginFile(string Name, string Kind, SyntheticOptions Options,
    IReadOnlyDictionary<string, string> Sha256)
{
    public const string FileName = "origin.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Null where the folder has none.</summary>
    public static OriginFile? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!DataFile.IsThere(path))
            return null;
        try
        {
            var origin = JsonSerializer.Deserialize<OriginFile>(DataFile.Bytes(path), Json);
            return origin is { Kind: "synthetic" } ? origin : throw new JsonException("\"kind\" is not \"synthetic\"");
        }
        catch (JsonException e)
        {
            throw new DataFileException(path, $"is not an origin file of this kit: {e.Message}",
                "generate the set again", e);
        }
    }

    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), s => JsonSerializer.Serialize(s, this, Json));
}
