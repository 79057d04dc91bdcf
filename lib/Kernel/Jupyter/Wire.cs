using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>Messages as frames: identities, a delimiter, a signature, four parts of JSON.</summary>
/// <param name="key">Secret of the signatures; empty: none are made nor wanted.</param>
internal sealed class Wire(string key)
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private readonly byte[] secret = Encoding.UTF8.GetBytes(key);
    private const int Remembered = 1 << 16; // signatures by which a message that comes again is known

    private readonly HashSet<string> seen = [];

    internal IReadOnlyList<byte[]> ToFrames(Message message)
    {
        byte[][] parts = [Json(message.Header), Json(message.Parent), Json(message.Metadata), Json(message.Content)];
        return [.. message.Identities, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];
    }

    /// <summary>Reads a message. Frames beyond the four parts are buffers, which no request here has.</summary>
    /// <exception cref="FormatException">It is malformed, wrongly signed, or was sent before.</exception>
    internal Message FromFrames(IReadOnlyList<byte[]> frames)
    {
        var delimiter = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < delimiter + 6) throw new FormatException($"a message of {frames.Count} frames lacks some");
        byte[][] parts = [.. frames.Skip(delimiter + 2).Take(4)];
        if (secret.Length > 0)
        {
            var signature = Encoding.ASCII.GetString(frames[delimiter + 1]);
            if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)),
                Encoding.ASCII.GetBytes(signature)))
                throw new FormatException("the signature is wrong");
            if (seen.Count == Remembered) seen.Clear();
            if (!seen.Add(signature)) throw new FormatException("the message came twice");
        }
        var message = new Message([.. frames.Take(delimiter)], Parse(parts[0]), Parse(parts[1]), Parse(parts[2]),
            Parse(parts[3]));
        return message.Type != "" ? message : throw new FormatException("the header has no msg_type");
    }

    private string Sign(byte[][] parts)
    {
        if (secret.Length == 0) return "";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Json(JsonObject part) => Encoding.UTF8.GetBytes(part.ToJsonString());

    private static JsonObject Parse(byte[] part)
    {
        try
        {
            var parsed = JsonNode.Parse(part, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("a part is no JSON object");
            Decode(parsed);
            return parsed;
        }
        // the latter of text that is no Unicode
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a part is no JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Looks at every text: nodes are decoded when they are first asked for, and nobody expects a fault there.
    /// </summary>
    private static void Decode(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (_, value) in members) Decode(value);
        else if (node is JsonArray items)
            foreach (var item in items) Decode(item);
        else if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String) value.GetValue<string>();
    }
}
