using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>One message of Jupyter's protocol 5.</summary>
/// <param name="Identities">Who is to be answered, or for a broadcast the topic.</param>
/// <param name="Header">Type, id, session.</param>
/// <param name="Parent">Header of the request that this belongs to; empty for none.</param>
internal sealed record Message(IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject Parent,
    JsonObject Metadata, JsonObject Content)
{
    internal const string Protocol = "5.4";

    internal string Type => Text(Header, "msg_type");

    internal static string Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    internal static bool Flag(JsonObject owner, string name, bool otherwise) =>
        owner[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    internal static int Number(JsonObject owner, string name, int otherwise) =>
        owner[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;

    /// <summary>An answer to this message, or news on its behalf.</summary>
    internal Message Reply(string type, string session, JsonObject content, JsonObject? metadata = null) => new(
        Identities,
        new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"), ["session"] = session, ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O"), ["msg_type"] = type, ["version"] = Protocol,
        },
        (JsonObject)Header.DeepClone(), metadata ?? [], content);
}
