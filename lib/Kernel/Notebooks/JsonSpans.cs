using System.Text;
using System.Text.Json;

namespace CSharpKernel.Notebooks;

/// <summary>Where the parts of a JSON text lie, in bytes, so that some can be replaced and the rest kept.</summary>
internal static class JsonSpans
{
    /// <summary>The members of the object that lies at <paramref name="span"/>: name → value.</summary>
    public static Dictionary<string, Range> Members(byte[] json, Range span)
    {
        var members = new Dictionary<string, Range>();
        var start = span.GetOffsetAndLength(json.Length).Offset;
        var reader = new Utf8JsonReader(json.AsSpan(span));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = Value(ref reader, start);
        }
        return members;
    }

    /// <summary>The elements of the array that lies at <paramref name="span"/>.</summary>
    public static List<Range> Elements(byte[] json, Range span)
    {
        var elements = new List<Range>();
        var start = span.GetOffsetAndLength(json.Length).Offset;
        var reader = new Utf8JsonReader(json.AsSpan(span));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            elements.Add(Value(ref reader, start));
        return elements;
    }

    /// <summary>The text with some spans replaced; the spans neither overlap nor repeat.</summary>
    public static byte[] Replace(byte[] json, IEnumerable<(Range Span, string Text)> replacements)
    {
        using var result = new MemoryStream(json.Length);
        var kept = 0;
        foreach (var (span, text) in replacements.OrderBy(replacement => replacement.Span.Start.Value))
        {
            result.Write(json.AsSpan(kept..span.Start.Value));
            result.Write(Encoding.UTF8.GetBytes(text));
            kept = span.End.Value;
        }
        result.Write(json.AsSpan(kept));
        return result.ToArray();
    }

    private static Range Value(ref Utf8JsonReader reader, int start)
    {
        var first = start + (int)reader.TokenStartIndex;
        reader.Skip();
        return first..(start + (int)reader.BytesConsumed);
    }
}
