using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Writes JSON as the nbformat library does (one space of indent, sorted keys, text unescaped, long text as a
/// list of lines), so that saving an executed notebook in Jupyter changes nothing.
/// </summary>
internal static class NotebookJson
{
    public static string Write(JsonNode? node, int depth)
    {
        var text = new StringBuilder();
        Append(text, node, depth);
        return text.ToString();
    }

    public static JsonArray Outputs(IEnumerable<CellOutput> outputs, int executionCount) =>
        [.. outputs.Select(output => ToJson(output, executionCount))];

    /// <summary>Text as nbformat stores it: a list of lines that keep their line breaks.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            if (end == 0)
                end = text.Length;
            lines.Add(text[start..end]);
        }
        return lines;
    }

    /// <summary>Content of a bundle: text, a list of its lines, or JSON.</summary>
    public static string Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(line => line.ToString())),
        JsonValueKind.String => content.GetString()!,
        _ => content.GetRawText(),
    };

    private static JsonObject ToJson(CellOutput output, int executionCount) => output switch
    {
        StreamOutput stream => new()
        {
            ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = Lines(stream.Text),
        },
        DisplayOutput display => new()
        {
            ["data"] = Data(display.Data), ["metadata"] = new JsonObject(), ["output_type"] = "display_data",
        },
        ResultOutput result => new()
        {
            ["data"] = Data(result.Data), ["execution_count"] = executionCount,
            ["metadata"] = new JsonObject(), ["output_type"] = "execute_result",
        },
        ErrorOutput { Error: var error } => new()
        {
            ["ename"] = error.Name, ["evalue"] = error.Message, ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        },
        _ => throw new ArgumentException($"unknown output {output.GetType().Name}"),
    };

    private static JsonObject Data(IReadOnlyDictionary<string, string> bundle)
    {
        var data = new JsonObject();
        foreach (var (type, content) in bundle)
        {
            data[type] = type.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(content)
                : type.StartsWith("text/", StringComparison.Ordinal) || type == "image/svg+xml" ? Lines(content)
                : content;
        }
        return data;
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject map:
                var sorted = map.OrderBy(member => member.Key, StringComparer.Ordinal);
                AppendAll(text, '{', sorted, '}', depth, member =>
                {
                    AppendString(text, member.Key);
                    text.Append(": ");
                    Append(text, member.Value, depth + 1);
                });
                break;
            case JsonArray list:
                AppendAll(text, '[', list, ']', depth, item => Append(text, item, depth + 1));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString().ToLowerInvariant() ?? "null"); // 1e-07, as Python writes numbers
                break;
        }
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, IEnumerable<T> items, char close, int depth, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "\n" : ",\n").Append(' ', depth + 1);
            append(item);
            first = false;
        }
        if (!first)
            text.Append('\n').Append(' ', depth);
        text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
