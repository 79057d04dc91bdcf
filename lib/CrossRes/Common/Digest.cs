using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CrossRes.Common;

/// <summary>A fingerprint of JSON that ignores key order, white space and the spelling of numbers.</summary>
public static class Digest
{
    /// <returns>SHA-256 of the canonical text of <paramref name="json"/>: 64 lower-case hex digits.</returns>
    public static string Sha256(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteCanonical(json, writer);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <returns>SHA-256 of the UTF-8 bytes of <paramref name="text"/>: 64 lower-case hex digits.</returns>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void WriteCanonical(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteCanonical(member.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    WriteCanonical(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when json.TryGetInt64(out var integer):
                writer.WriteNumberValue(integer);
                break;
            case JsonValueKind.Number:
                var number = json.GetDouble();
                writer.WriteNumberValue(double.IsFinite(number)
                    ? number : throw new JsonException($"{json.GetRawText()} is beyond the numbers that there are"));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
