using System.Text.Json;

namespace Repro.Verify;

/// <summary>Where two texts of a page part, in words.</summary>
internal static class FirstDifference
{
    private const int Around = 40;

    /// <summary>The first line in which a table differs, and what stands there; null where none does.</summary>
    internal static (string Place, string Found, string Expected)? InLines(string found, string expected)
    {
        string[] a = found.Split('\n'), b = expected.Split('\n');
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var (mine, theirs) = (a.ElementAtOrDefault(i), b.ElementAtOrDefault(i));
            if (mine == theirs) continue;
            var (left, right) = Parted(mine ?? "", theirs ?? "");
            return ($"line {i + 1}{Row(mine ?? theirs!)}", mine is null ? "nothing" : $"“{left}”", theirs is null
                ? "nothing" : $"“{right}”");
        }
        return null;
    }

    /// <summary>The JSON path of the first value in which a figure differs, with both; null where none does.</summary>
    internal static (string Place, string Found, string Expected)? InJson(string found, string expected)
    {
        try
        {
            using JsonDocument a = JsonDocument.Parse(found), b = JsonDocument.Parse(expected);
            return Differs(a.RootElement, b.RootElement, "$");
        }
        catch (JsonException e)
        {
            return ($"byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1}", "no JSON", "a figure");
        }
    }

    /// <summary>How many lines are not the same.</summary>
    internal static int Lines(string found, string expected) =>
        found.Split('\n').Except(expected.Split('\n')).Count() + expected.Split('\n').Except(found.Split('\n')).Count();

    private static (string Place, string Found, string Expected)? Differs(JsonElement a, JsonElement b, string path)
    {
        if (a.ValueKind == JsonValueKind.Object && b.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in a.EnumerateObject().Select(m => m.Name).Union(b.EnumerateObject().Select(m => m.Name)))
                if (!a.TryGetProperty(name, out var mine) | !b.TryGetProperty(name, out var theirs)) return (
                    $"{path}.{name}", Brief(mine), Brief(theirs));
                else if (Differs(mine, theirs, $"{path}.{name}") is { } inner) return inner;
            return null;
        }
        if (a.ValueKind == JsonValueKind.Array && b.ValueKind == JsonValueKind.Array
            && a.GetArrayLength() == b.GetArrayLength())
        {
            for (var i = 0; i < a.GetArrayLength(); i++)
                if (Differs(a[i], b[i], $"{path}[{i}]") is { } inner) return inner;
            return null;
        }
        return a.ValueKind == b.ValueKind && JsonElement.DeepEquals(a, b) ? null : (path, Brief(a), Brief(b));
    }

    private static string Brief(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Array => $"{value.GetArrayLength()} entries",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText() is var text && text.Length <= 2 * Around ? text : $"{text[..(2 * Around)]}…",
    };

    /// <summary>Both from shortly before where they part.</summary>
    private static (string, string) Parted(string a, string b)
    {
        var from = Math.Max(0, a.AsSpan().CommonPrefixLength(b) - Around / 2);
        string Piece(string text)
        {
            var rest = text.Length - from <= 2 * Around
                ? text[Math.Min(from, text.Length)..] : $"{text[from..(from + 2 * Around)]}…";
            return $"{(from > 0 ? "…" : "")}{rest}";
        }
        return (Piece(a), Piece(b));
    }

    /// <summary>The row of a Markdown table, by its first cell.</summary>
    private static string Row(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal) ? $" ({line.Split('|')[1].Trim()})" : "";
}
