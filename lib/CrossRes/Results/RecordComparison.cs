using System.Text.Json;

namespace CrossRes.Results;

/// <summary>Compares what two runs computed, leaving out when, where and how fast.</summary>
public static class RecordComparison
{
    private static readonly string[] NotNumbers = ["environment", "started", "wallSeconds", "seconds"];

    /// <summary>
    /// The record without what is not a number of the run: when, where, how fast, and by which build.
    /// </summary>
    public static RunRecord NumbersOf(RunRecord record) => record with
    {
        Started = DateTime.UnixEpoch, WallSeconds = 0, Environment = new("", "", "", "", 0, "", "", ""),
        Epochs = [.. record.Epochs.Select(e => e with { Seconds = 0 })],
    };

    /// <returns>The JSON path of the first difference with both values, or null when the numbers are the
    /// same.</returns>
    public static string? FirstDifference(RunRecord a, RunRecord b) => Difference(Json(a), Json(b), "$");

    /// <summary>Of two records of one run, whichever table and scale each was trained for: what they contradict each
    /// other in.</summary>
    /// <inheritdoc cref="FirstDifference"/>
    public static string? Contradiction(RunRecord a, RunRecord b) =>
        FirstDifference(a, b with { Table = a.Table, Row = a.Row, Scale = a.Scale });

    private static JsonElement Json(RunRecord record) =>
        JsonSerializer.SerializeToElement(record, RecordJson.Default.RunRecord);

    private static string? Difference(JsonElement a, JsonElement b, string path) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => Names(a).Union(Names(b)).Except(NotNumbers)
            .Select(name => Difference(Member(a, name), Member(b, name), $"{path}.{name}")).FirstOrDefault(d =>
                d != null),
        (JsonValueKind.Array, JsonValueKind.Array) when a.GetArrayLength() == b.GetArrayLength() =>
            Enumerable.Range(0, a.GetArrayLength())
                .Select(i => Difference(a[i], b[i], $"{path}[{i}]")).FirstOrDefault(d => d != null),
        (JsonValueKind.Undefined, _) or (_, JsonValueKind.Undefined) => $"{path}: only in one of them",
        _ => JsonElement.DeepEquals(a, b) ? null : $"{path}: {Brief(a)} against {Brief(b)}",
    };

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(m => m.Name);

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value : default;

    private static string Brief(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? $"{json.GetArrayLength()} entries" : json.GetRawText();
}
