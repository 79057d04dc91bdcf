using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRes.Common;

namespace CrossRes.Results;

/// <summary>Run records as JSON: indented, keys always in the same order, checked on the way in and out.</summary>
public static class RecordFile
{
    private const string Remedy = "restore the file, or delete it and train the row again";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static string ToJson(RunRecord record) =>
        JsonSerializer.Serialize(record, RecordJson.Default.RunRecord) + "\n";

    /// <summary>Reads a record's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call it in messages, usually the file's path.</param>
    /// <exception cref="ResultsException">The text is no record of this schema, or contradicts itself.</exception>
    public static RunRecord FromJson(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            RequireSchema(document.RootElement, source);
            var record = document.RootElement.Deserialize(RecordJson.Default.RunRecord)!;
            RecordCheck.Require(record, source);
            return record;
        }
        // the latter of text that is no Unicode
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ResultsException($"{source}: not a run record: {error.Message.ReplaceLineEndings(" ")}; {Remedy}",
                error);
        }
    }

    /// <exception cref="ResultsException">The file is missing or is no record.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException(
                $"{path}: cannot be read: {error.Message.ReplaceLineEndings(" ")}; restore the file, or the right to "
                    + "read it", error);
        }
    }

    /// <exception cref="ResultsException">The record is unsound.</exception>
    /// <exception cref="DataFileException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord record)
    {
        RecordCheck.Require(record, path);
        AtomicFile.Write(path, ToJson(record));
    }

    private static void RequireSchema(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema))
            throw new ResultsException($"{source}: not a run record: $.schema is missing; {Remedy}");
        if (schema.ValueKind != JsonValueKind.Number || !schema.TryGetInt32(out var version)
            || version != RunRecord.CurrentSchema)
            throw new ResultsException(
                $"{source}: $.schema is {schema.GetRawText()}, this program reads {RunRecord.CurrentSchema}; use the "
                    + "version that wrote the file.");
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;

/// <summary>A run record or table that cannot be read or trusted; the message says where, why and what to do.</summary>
public sealed class ResultsException(string message, Exception? inner = null)
    : Exception(message.ReplaceLineEndings(" "), inner);
